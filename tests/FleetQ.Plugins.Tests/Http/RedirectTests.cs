using System.Text.Json;
using FleetQ.Sdk;

namespace FleetQ.Plugins.Tests.Http;

public sealed class RedirectTests
{
    [Theory]
    [InlineData(301, "GET", "")]
    [InlineData(302, "GET", "")]
    [InlineData(303, "GET", "")]
    [InlineData(307, "POST", "b")]
    [InlineData(308, "POST", "b")]
    public async Task A_redirect_is_followed_as_its_code_says(int status, string method, string body)
    {
        await using var server = new TinyServer(request => request.Path == "/to"
            ? TinyServer.Response(200, "there")
            : TinyServer.Response(status, "", "Location: /to"));
        var headers = new Dictionary<string, string> { ["Authorization"] = "Bearer t" };

        var result = await HttpStep.CompleteAsync(
            new("POST", server["/from"], headers, JsonSerializer.SerializeToElement("b")));

        var last = server.Requests.Last();
        Assert.Equal("there", result.Body);
        Assert.Equal((method, body, "Bearer t"), (last.Method, last.Body, last.Header("Authorization")));
    }

    [Fact]
    public async Task Headers_are_not_carried_to_another_origin()
    {
        await using var other = new TinyServer(_ => TinyServer.Response(200));
        await using var server = new TinyServer(_ => TinyServer.Response(307, "", $"Location: {other["/"]}"));
        var headers = new Dictionary<string, string> { ["Authorization"] = "Bearer t", ["X-Api-Key"] = "k" };

        await HttpStep.CompleteAsync(new("POST", server["/"], headers));

        var last = Assert.Single(other.Requests);
        Assert.Equal("POST", last.Method);
        Assert.Null(last.Header("Authorization"));
        Assert.Null(last.Header("X-Api-Key"));
        Assert.Null(last.Header("Idempotency-Key"));
    }

    [Fact]
    public async Task The_sixth_redirect_is_one_too_many()
    {
        await using var server = new TinyServer(_ => TinyServer.Response(302, "", "Location: /again"));

        var end = await HttpStep.EndAsync(new(null, server["/"]));

        Assert.Equal(StepResultKind.Failed, end.Kind);
        Assert.Equal(6, server.Requests.Count);
        Assert.EndsWith("it is one redirect more than 5.", end.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_a_host_that_is_not_allowed_is_refused()
    {
        await using var server = new TinyServer(_ => TinyServer.Response(302, "", "Location: http://localhost/"));

        var end = await HttpStep.EndAsync(
            new(null, server["/"]), HttpStep.Private with { AllowedHosts = ["127.0.0.1"] });

        Assert.Equal(StepResultKind.Failed, end.Kind);
        Assert.Contains("'localhost': it is not in the setting 'AllowedHosts'", end.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/hostname")]
    [InlineData("ftp://127.0.0.1/")]
    public async Task A_redirect_out_of_http_is_refused(string location)
    {
        await using var server = new TinyServer(_ => TinyServer.Response(302, "", $"Location: {location}"));

        Assert.Equal(StepResultKind.Failed, (await HttpStep.EndAsync(new(null, server["/"]))).Kind);
    }
}
