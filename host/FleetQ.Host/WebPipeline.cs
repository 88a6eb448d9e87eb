using System.Net;
using FleetQ.Host.Contracts;
using FleetQ.Host.Endpoints;
using FleetQ.Host.Errors;
using FleetQ.Host.Requests;
using FleetQ.Host.Security;
using FleetQ.Host.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FleetQ.Host;

/// <summary>
/// How the host hears HTTP: the server's limits, the order of what a request passes, and the addresses.
/// </summary>
internal static class WebPipeline
{
    private const int ConnectionsMax = 4_000;
    private const int HeaderBytesMax = 16 * 1024;

    private static readonly TimeSpan HeadersPatience = TimeSpan.FromSeconds(10);

    public static void ConfigureServer(KestrelServerOptions server, HostSettings settings)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = BodyReader.BatchBytesMax;
        server.Limits.MaxConcurrentConnections = ConnectionsMax;
        server.Limits.MaxRequestHeadersTotalSize = HeaderBytesMax;
        server.Limits.RequestHeadersTimeout = HeadersPatience;
        switch (settings.ApiHost)
        {
            case "*":
                server.ListenAnyIP(settings.ApiPort);
                break;
            case "localhost":
                server.ListenLocalhost(settings.ApiPort);
                break;
            default:
                server.Listen(IPAddress.Parse(settings.ApiHost), settings.ApiPort);
                break;
        }
    }

    public static void ConfigureServices(IServiceCollection services)
    {
        services.AddRouting();
        services.ConfigureHttpJsonOptions(static json => ContractJson.Configure(json.SerializerOptions));
        services.AddExceptionHandler<FailureHandler>();
        services.AddOpenApi(ReferenceDocument.Configure);
        services.AddSingleton<StoreProbe>();
        services.AddSingleton<PodHealth>();
        services.AddSingleton<FleetReader>();
    }

    public static void Map(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(static context =>
            new ProblemResult(BareStatus.Explain(context.HttpContext)).ExecuteAsync(context.HttpContext));
        app.UseMiddleware<FramingGuard>();
        app.UseMiddleware<BrowserGuard>();
        app.UseRouting();
        app.UseMiddleware<AccessMiddleware>();
        IndexEndpoint.Map(app);
        SubmitEndpoints.Map(app);
        StatusEndpoints.Map(app);
        StepsEndpoints.Map(app);
        HealthEndpoints.Map(app);
        AdminEndpoints.Map(app);
        MetricsEndpoints.Map(app);
        ReferenceEndpoints.Map(app);
    }
}
