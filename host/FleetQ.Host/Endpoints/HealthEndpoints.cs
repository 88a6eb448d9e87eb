using FleetQ.Host.Contracts;
using FleetQ.Host.Security;

namespace FleetQ.Host.Endpoints;

/// <summary>Tells those who watch over the pod how it is.</summary>
internal static class HealthEndpoints
{
    // A beat later it may be another story.
    private const string RetryAfterSeconds = "5";

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

    private static async Task<IResult> HealthAsync(
        PodHealth health, HttpResponse response, CancellationToken cancellationToken)
    {
        var reading = await health.ReadAsync(cancellationToken);
        return Answers.Ok(reading, StatusOf(reading.Status == PodHealth.Healthy, response));
    }

    private static IResult Live(PodHealth health, HttpResponse response) =>
        Answers.Ok(new ProbeResponse(health.IsLive ? "live" : "not_live"), StatusOf(health.IsLive, response));

    private static async Task<IResult> ReadyAsync(
        PodHealth health, HttpResponse response, CancellationToken cancellationToken)
    {
        var reason = await health.FindUnreadyReasonAsync(cancellationToken);
        return Answers.Ok(
            new ProbeResponse(reason is null ? "ready" : "not_ready", reason), StatusOf(reason is null, response));
    }

    private static int StatusOf(bool isGood, HttpResponse response)
    {
        if (isGood)
        {
            return StatusCodes.Status200OK;
        }

        response.Headers.RetryAfter = RetryAfterSeconds;
        return StatusCodes.Status503ServiceUnavailable;
    }
}
