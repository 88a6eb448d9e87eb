using FleetQ.Host.Security;
using FleetQ.Host.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Host.Tests.Security;

/// <summary>Who may call what: the whole table, each verb that is not in it, and what is in no table.</summary>
public sealed class EndpointRolesTests(KeyedHost keyed) : IClassFixture<KeyedHost>
{
    private const string Everybody = "everybody";

    private static readonly string[] Verbs =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get", "post"];

    private static readonly string[] Keys = ["", "k-viewer", "k-submitter", "k-operator", "k-admin"];

    // A change of a right shows here, and is to be meant.
    private static readonly Dictionary<string, string> Table = new(StringComparer.Ordinal)
    {
        ["GET /"] = Everybody,
        ["GET /health/live"] = Everybody,
        ["GET /health/ready"] = Everybody,
        ["GET /openapi.json"] = Everybody,
        ["GET /admin/leader"] = nameof(Role.Viewer),
        ["GET /admin/plugins"] = nameof(Role.Viewer),
        ["GET /admin/pods"] = nameof(Role.Viewer),
        ["GET /admin/queue"] = nameof(Role.Viewer),
        ["GET /admin/store"] = nameof(Role.Viewer),
        ["GET /dead-letters"] = nameof(Role.Viewer),
        ["GET /health"] = nameof(Role.Viewer),
        ["GET /idempotency/{step_id}"] = nameof(Role.Viewer),
        ["GET /metrics/json"] = nameof(Role.Viewer),
        ["GET /status/{step_id}"] = nameof(Role.Viewer),
        ["GET /steps"] = nameof(Role.Viewer),
        ["POST /submit"] = nameof(Role.Submitter),
        ["POST /submit/batch"] = nameof(Role.Submitter),
        ["PATCH /steps/{step_id}"] = nameof(Role.Operator),
        ["POST /admin/recovery/run"] = nameof(Role.Operator),
        ["POST /dead-letters/discard"] = nameof(Role.Operator),
        ["POST /steps/{step_id}/cancel"] = nameof(Role.Operator),
        ["POST /steps/{step_id}/retry"] = nameof(Role.Operator),
        ["POST /admin/plugins/{name}/reload"] = nameof(Role.Admin),
    };

    private readonly HostUnderTest host = keyed.Host;

    private IEnumerable<RouteEndpoint> Endpoints => ((IEndpointRouteBuilder)host.Host.App).DataSources
        .SelectMany(static source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Where(static endpoint => !endpoint.RoutePattern.RawText!.StartsWith("/docs", StringComparison.Ordinal));

    [Fact]
    public void The_table_of_roles_is_whole()
    {
        var declared = Endpoints.SelectMany(static endpoint => VerbsOf(endpoint).Select(verb => KeyValuePair.Create(
            $"{verb} {endpoint.RoutePattern.RawText}",
            endpoint.Metadata.GetRequiredMetadata<AccessRule>().Role?.ToString() ?? Everybody)));

        Assert.Equal(
            Table.OrderBy(static pair => pair.Key, StringComparer.Ordinal),
            declared.OrderBy(static pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_verb_that_an_address_does_not_have_is_refused_for_every_role()
    {
        foreach (var path in Endpoints.Select(static endpoint => endpoint.RoutePattern.RawText!).Distinct())
        {
            var declared = Endpoints.Where(endpoint => endpoint.RoutePattern.RawText == path).SelectMany(VerbsOf);
            var others = Verbs.Except(declared, StringComparer.OrdinalIgnoreCase);
            foreach (var (verb, key) in others.SelectMany(static _ => Keys, ValueTuple.Create))
            {
                var answer = await SendAsync(verb, path, ("X-API-Key", key));

                Assert.True(answer.Status == 405, $"{verb} {path} with '{key}': {answer.Status}");
            }
        }
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task A_page_of_another_site_changes_nothing_by_any_verb_even_with_a_key(string header, string value)
    {
        foreach (var path in Endpoints.Select(static endpoint => endpoint.RoutePattern.RawText!).Distinct())
        {
            foreach (var verb in Verbs.Except(["GET", "HEAD", "OPTIONS", "get"], StringComparer.Ordinal))
            {
                var answer = await SendAsync(verb, path, ("X-API-Key", "k-admin"), (header, value));

                Assert.True(answer.Status == 403, $"{verb} {path}: {answer.Status}");
            }
        }
    }

    [Fact]
    public async Task A_header_that_names_another_verb_is_not_heard()
    {
        var stepId = await SubmitAsync();

        var answer = await SendAsync(
            "GET",
            $"/status/{stepId}",
            ("X-API-Key", "k-admin"),
            ("X-HTTP-Method-Override", "POST"),
            ("X-Original-URL", $"/steps/{stepId}/cancel"));

        Assert.Equal("pending", answer.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_endpoint_without_a_role_answers_nobody()
    {
        var isReached = false;
        var context = new DefaultHttpContext { RequestServices = host.Host.App.Services };
        context.SetEndpoint(new RouteEndpoint(
            static _ => Task.CompletedTask,
            RoutePatternFactory.Parse("/new"),
            order: 0,
            EndpointMetadataCollection.Empty,
            "new"));
        context.Request.Headers[ApiKeyRing.Header] = "k-admin";
        var access = new AccessMiddleware(
            _ =>
            {
                isReached = true;
                return Task.CompletedTask;
            },
            host.Host.App.Services.GetRequiredService<ApiKeyRing>(),
            host.Host.App.Services.GetRequiredService<AccessOptions>(),
            NullLogger<AccessMiddleware>.Instance);

        await access.InvokeAsync(context);

        Assert.Equal(403, context.Response.StatusCode);
        Assert.False(isReached);
    }

    [Fact]
    public async Task An_operator_cannot_change_what_a_step_does()
    {
        var stepId = await SubmitAsync();

        foreach (var field in new[] { "type", "payload", "args", "metadata", "tenant", "step_id", "status" })
        {
            var answer = await host.SendAsync(
                HttpMethod.Patch, $"/steps/{stepId}", $"{{\"{field}\":{{}}}}", ("X-API-Key", "k-admin"));

            answer.AssertProblem(400, "validation_error");
            Assert.Contains(field, answer.Fields);
        }
    }

    private static IReadOnlyList<string> VerbsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private async Task<string> SubmitAsync()
    {
        var answer = await host.SendAsync(
            HttpMethod.Post, "/submit", """{"type":"edge.none"}""", ("X-API-Key", "k-submitter"));
        return answer.Json.GetProperty("step_id").GetString()!;
    }

    private Task<Answer> SendAsync(string verb, string path, params (string Name, string Value)[] headers) =>
        host.SendAsync(
            new HttpMethod(verb),
            path.Replace("{step_id}", "none", StringComparison.Ordinal)
                .Replace("{name}", "none", StringComparison.Ordinal),
            body: null,
            headers);
}
