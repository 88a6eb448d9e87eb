using FleetQ.Plugins.Http;
using FleetQ.Sdk;

namespace FleetQ.Plugins.Tests.Http;

public sealed class HttpArgumentTests
{
    private const string UrlRule = "'url' must be an absolute http or https address without a user name or password.";

    [Theory]
    [InlineData("""{}""", UrlRule)]
    [InlineData("""{"url":"/relative"}""", UrlRule)]
    [InlineData("""{"url":"file:///etc/passwd"}""", UrlRule)]
    [InlineData("""{"url":"http://user:secret@example.org/"}""", UrlRule)]
    [InlineData(
        """{"url":"http://example.org/","method":"TRACE"}""",
        "'method' is 'TRACE'; it must be one of GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE.")]
    [InlineData(
        """{"url":"http://example.org/","headers":{"host":"inner"}}""", "The header 'host' may not be set.")]
    [InlineData(
        """{"url":"http://example.org/","headers":{"X-A":"1\r\nX-B: 2"}}""",
        "The header 'X-A' may hold printable ASCII only.")]
    [InlineData(
        """{"url":"http://example.org/","headers":{"X A":"1"}}""",
        "The header 'X A' has a name that HTTP does not allow.")]
    [InlineData("""{"url":"http://example.org/","headers":{"X-A":null}}""", "The header 'X-A' has no value.")]
    [InlineData(
        """{"url":"http://example.org/","timeout_ms":0}""", "'timeout_ms' is 0; it must be from 1 to 3600000.")]
    [InlineData(
        """{"url":"http://example.org/","expect":["6xx"]}""",
        "'expect' must be a list of status codes or ranges, such as [200, \"2xx\", \"400-404\"].")]
    [InlineData(
        """{"url":"http://example.org/","expect":[]}""",
        "'expect' must be a list of status codes or ranges, such as [200, \"2xx\", \"400-404\"].")]
    public async Task Wrong_arguments_fail_for_good(string args, string reason)
    {
        var end = await HttpStep.EndAsync(HostJson.Read<HttpRequestArgs>(args), new());

        Assert.Equal((StepResultKind.Failed, reason), (end.Kind, end.Reason));
    }
}
