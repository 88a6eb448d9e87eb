using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Security;

public sealed class SecurityHeadersTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HostUnderTest host = shared.Host;

    [Theory]
    [InlineData("GET", "/", "text/html", 200)]
    [InlineData("GET", "/", "application/json", 200)]
    [InlineData("GET", "/docs/", "text/html", 200)]
    [InlineData("GET", "/openapi.json", "application/json", 200)]
    [InlineData("GET", "/health", "text/html", 200)]
    [InlineData("GET", "/nothing", "text/html", 404)]
    [InlineData("DELETE", "/submit", "text/html", 405)]
    [InlineData("GET", "/steps?limit=0", "text/html", 400)]
    [InlineData("POST", "/submit", "text/html", 415)]
    public async Task Every_answer_keeps_a_browser_from_doing_more_than_showing_it(
        string method, string path, string accept, int status)
    {
        var answer = await host.SendAsync(new HttpMethod(method), path, body: null, ("Accept", accept));

        Assert.Equal(status, answer.Status);
        AssertGuarded(answer);
    }

    [Fact]
    public async Task An_answer_to_what_failed_inside_has_the_same_headers()
    {
        await using var small = await HostUnderTest.StartAsync(("MAX_QUEUE_SIZE", "1"));
        await small.SubmitAsync("""{"type":"edge.none"}""");

        var full = await small.PostAsync("/submit", """{"type":"edge.none"}""");

        full.AssertProblem(503, "queue_full");
        Assert.True(full.Headers.ContainsKey("Retry-After"));
        AssertGuarded(full);
    }

    [Fact]
    public async Task The_pages_run_no_script_of_others_and_none_that_stands_in_the_page()
    {
        var page = await host.SendAsync(HttpMethod.Get, "/docs/", body: null, ("Accept", "text/html"));
        var policy = page.Headers["Content-Security-Policy"];

        var scripts = policy.Split(';').Single(
            static part => part.TrimStart().StartsWith("script-src", StringComparison.Ordinal));
        Assert.Contains("'nonce-", scripts, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", scripts, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_a_pod_is_text_on_the_page()
    {
        await using var odd = await HostUnderTest.StartAsync(("POD_ID", "<script>alert(1)</script>"));

        var page = await odd.SendAsync(HttpMethod.Get, "/", body: null, ("Accept", "text/html"));

        Assert.Contains("&lt;script&gt;alert(1)", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.Ordinal);
    }

    private static void AssertGuarded(Answer answer)
    {
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
        Assert.Equal("same-origin", answer.Headers["Cross-Origin-Opener-Policy"]);
        Assert.Equal("same-origin", answer.Headers["Cross-Origin-Resource-Policy"]);
        Assert.Contains("camera=()", answer.Headers["Permissions-Policy"], StringComparison.Ordinal);
        var policy = answer.Headers["Content-Security-Policy"];
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("Server", answer.Headers.Keys);
    }
}
