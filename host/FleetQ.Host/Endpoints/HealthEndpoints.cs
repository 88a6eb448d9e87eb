using FleetQ.Host.Contracts;
using FleetQ.Host.Security;

namespace FleetQ.Host.Endpoints;

/// <summary>Tells those who watch over the pod how it is.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health", HealthAsync)
            .WithName("GetHealth").WithTags("Operate").RequireRole(Role.Viewer)
            .WithSummary("How the pod is, with every check by name.")
            .Produces<HealthResponse>()
            .Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/health/live", Live)
            .WithName("GetLive").WithTags("Operate").AllowEverybody()
            .WithSummary("Whether the loops turn; for a watcher that restarts the pod.")
            .Produces<ProbeResponse>()
            .Produces<ProbeResponse>(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/health/ready", ReadyAsync)
            .WithName("GetReady").WithTags("Operate").AllowEverybody()
            .WithSummary(
                "Whether the pod takes work: its store answers, its plugins are loaded and well, and it does not "
                + "drain.")
            .Produces<ProbeResponse>()
            .Produces<ProbeResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> HealthAsync(PodHealth health, CancellationToken cancellationToken)
    {
        var reading = await health.ReadAsync(cancellationToken);
        return Answers.Ok(reading, StatusOf(reading.Status == PodHealth.Healthy));
    }

    private static IResult Live(PodHealth health) =>
        Answers.Ok(new ProbeResponse(health.IsLive ? "live" : "not_live"), StatusOf(health.IsLive));

    private static async Task<IResult> ReadyAsync(PodHealth health, CancellationToken cancellationToken)
    {
        var reason = await health.FindUnreadyReasonAsync(cancellationToken);
        return Answers.Ok(
            new ProbeResponse(reason is null ? "ready" : "not_ready", reason), StatusOf(reason is null));
    }

    private static int StatusOf(bool isGood) =>
        isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
}
