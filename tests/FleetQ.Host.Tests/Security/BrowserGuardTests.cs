using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Security;

public sealed class BrowserGuardTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HostUnderTest host = shared.Host;

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Origin", "null")]
    public async Task What_another_site_makes_a_browser_send_changes_nothing(string header, string value)
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/submit", """{"type":"echo"}""", (header, value));

        answer.AssertProblem(403, "permission_denied");
        Assert.Equal(0, await host.CountStepsAsync());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task What_its_own_page_sends_is_taken(string header, string value)
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/steps/none/retry", body: null, (header, value));
        var own = await host.SendAsync(
            HttpMethod.Post, "/steps/none/retry", body: null, (
                "Origin", host.Address.GetLeftPart(UriPartial.Authority)));

        Assert.Equal(404, answer.Status);
        Assert.Equal(404, own.Status);
    }

    [Theory]
    [InlineData("evil.example", 400)]
    [InlineData("localhost.evil.example", 400)]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:1234", 200)]
    [InlineData("[::1]:1234", 200)]
    public async Task Without_keys_only_this_machine_s_names_are_heard(string name, int status)
    {
        var answer = await host.SendAsync(HttpMethod.Get, "/health/live", body: null, ("Host", name));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task With_keys_any_name_is_heard()
    {
        await using var open = await HostUnderTest.StartAsync(("API_KEYS", "me:admin:k"));

        var answer = await open.SendAsync(HttpMethod.Get, "/health/live", body: null, ("Host", "fleet.example"));

        Assert.Equal(200, answer.Status);
    }
}
