using FleetQ.Host.Security;
using FleetQ.Host.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace FleetQ.Host.Tests.Security;

public sealed class AccessTests(KeyedHost keyed) : IClassFixture<KeyedHost>
{
    private static readonly (string Key, Role? Role)[] Callers =
    [
        ("", null), ("wrong", null), ("k-viewer", Role.Viewer), ("k-submitter", Role.Submitter),
        ("k-operator", Role.Operator), ("k-admin", Role.Admin),
    ];

    private readonly HostUnderTest host = keyed.Host;

    private IEnumerable<RouteEndpoint> Endpoints => ((IEndpointRouteBuilder)host.Host.App).DataSources
        .SelectMany(static source => source.Endpoints)
        .OfType<RouteEndpoint>();

    [Fact]
    public void Every_endpoint_says_who_may_call_it()
    {
        Assert.NotEmpty(Endpoints);
        Assert.All(Endpoints, static endpoint =>
            Assert.True(endpoint.Metadata.GetMetadata<AccessRule>() is not null, endpoint.DisplayName));
    }

    [Fact]
    public void Only_the_index_the_probes_and_the_reference_are_open()
    {
        var open = Endpoints
            .Where(static endpoint => endpoint.Metadata.GetMetadata<AccessRule>() is { Role: null })
            .Select(static endpoint => endpoint.RoutePattern.RawText!)
            .Where(static path => !path.StartsWith("/docs", StringComparison.Ordinal));

        Assert.Equal(["/", "/health/live", "/health/ready", "/openapi.json"], open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_endpoint_answers_every_role_as_it_says()
    {
        foreach (var endpoint in Endpoints)
        {
            var rule = endpoint.Metadata.GetRequiredMetadata<AccessRule>();
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
            var path = endpoint.RoutePattern.RawText!.Replace("{step_id}", "none", StringComparison.Ordinal)
                .Replace("{name}", "none", StringComparison.Ordinal);
            foreach (var (method, (key, role)) in methods.SelectMany(static method => Callers, ValueTuple.Create))
            {
                var answer = await host.SendAsync(
                    new HttpMethod(method), path, body: null, ("X-API-Key", key), ("Accept", "application/json"));

                var expected = rule.Role is null || role >= rule.Role ? 0 : role is null ? 401 : 403;
                var refused = answer.Status is 401 or 403 ? answer.Status : 0;
                Assert.True(expected == refused, $"{method} {path} with '{key}': {answer.Status}");
            }
        }
    }

    [Fact]
    public async Task A_refusal_is_a_problem_that_says_what_is_needed_and_never_the_key()
    {
        var anonymous = await host.GetAsync("/admin/queue");
        var viewer = await host.SendAsync(
            HttpMethod.Post, "/submit", """{"type":"echo"}""", ("X-API-Key", "k-viewer"));

        anonymous.AssertProblem(401, "permission_denied");
        Assert.True(anonymous.Headers.ContainsKey("WWW-Authenticate"));
        viewer.AssertProblem(403, "permission_denied");
        Assert.Contains("submitter", viewer.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("k-viewer", viewer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-API-Key", "k-admin", 200)]
    [InlineData("Authorization", "Bearer k-admin", 200)]
    [InlineData("Authorization", "bearer k-admin", 200)]
    [InlineData("Authorization", "Basic k-admin", 401)]
    [InlineData("Authorization", "k-admin", 401)]
    [InlineData("X-API-Key", "k-admin ", 200)]
    [InlineData("X-API-Key", "K-ADMIN", 401)]
    public async Task A_key_is_taken_from_either_header(string header, string value, int status)
    {
        var answer = await host.SendAsync(HttpMethod.Get, "/admin/pods", body: null, (header, value));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_key_in_the_address_is_not_taken()
    {
        var answer = await host.GetAsync("/admin/pods?api_key=k-admin&X-API-Key=k-admin");

        Assert.Equal(401, answer.Status);
    }

    [Fact]
    public async Task Two_keys_at_once_are_none()
    {
        var answer = await host.SendAsync(
            HttpMethod.Get,
            "/admin/pods",
            body: null,
            ("X-API-Key", "k-admin"),
            ("Authorization", "Bearer k-admin"));

        Assert.Equal(401, answer.Status);
    }
}
