using System.Text;
using System.Text.Encodings.Web;
using FleetQ.Host.Contracts;
using FleetQ.Host.Security;

namespace FleetQ.Host.Endpoints;

/// <summary>Says what this is: a short page for browsers, an index for programs.</summary>
internal static class IndexEndpoint
{
    private static readonly Dictionary<string, string> Addresses = new(StringComparer.Ordinal)
    {
        ["submit"] = "POST /submit",
        ["submit_batch"] = "POST /submit/batch",
        ["status"] = "GET /status/{step_id}",
        ["steps"] = "GET /steps",
        ["idempotency"] = "GET /idempotency/{step_id}",
        ["cancel"] = "POST /steps/{step_id}/cancel",
        ["retry"] = "POST /steps/{step_id}/retry",
        ["amend"] = "PATCH /steps/{step_id}",
        ["dead_letters"] = "GET /dead-letters",
        ["discard"] = "POST /dead-letters/discard",
        ["health"] = "GET /health",
        ["live"] = "GET /health/live",
        ["ready"] = "GET /health/ready",
        ["queue"] = "GET /admin/queue",
        ["leader"] = "GET /admin/leader",
        ["pods"] = "GET /admin/pods",
        ["plugins"] = "GET /admin/plugins",
        ["recovery"] = "POST /admin/recovery/run",
        ["metrics"] = "GET /metrics/json",
        ["openapi"] = "GET /openapi.json",
        ["docs"] = "GET /docs",
    };

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/", Index)
            .WithName("GetIndex").WithTags("Operate").AllowEverybody()
            .WithSummary("What this host is and where its addresses are.")
            .Produces<IndexResponse>();

    private static IResult Index(HttpRequest request, HostIdentity identity)
    {
        if (request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Text(PageOf(identity), "text/html", Encoding.UTF8);
        }

        return Answers.Ok(new IndexResponse(
            HostIdentity.Service, HostIdentity.Description, identity.Version, identity.PodId.Value, Addresses));
    }

    private static string PageOf(HostIdentity identity)
    {
        var pod = HtmlEncoder.Default.Encode(identity.PodId.Value);
        var version = HtmlEncoder.Default.Encode(identity.Version);
        return $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>FleetQ</title></head>
            <body>
            <h1>FleetQ</h1>
            <p>{HostIdentity.Description} Pod {pod}, version {version}.</p>
            <ul>
            <li><a href="/docs">Reference of the HTTP interface</a> (<a href="/openapi.json">OpenAPI</a>)</li>
            <li><a href="/health">Health</a>, <a href="/admin/queue">queue</a>, <a href="/admin/pods">pods</a>,
            <a href="/admin/plugins">plugins</a>, <a href="/metrics/json">metrics</a></li>
            </ul>
            </body>
            </html>
            """;
    }
}
