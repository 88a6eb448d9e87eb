using FleetQ.Engine.Membership;
using FleetQ.Engine.Telemetry;
using FleetQ.Host.Contracts;
using FleetQ.Host.Security;
using FleetQ.PluginHost;

namespace FleetQ.Host.Endpoints;

/// <summary>Shows what the pod counts.</summary>
internal static class MetricsEndpoints
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/metrics/json", Metrics)
            .WithName("GetMetrics").WithTags("Operate").RequireRole(Role.Viewer)
            .WithSummary(
                "What this pod counted since it started: counters, gauges, rates, and quantiles of wait and run time.")
            .Produces<MetricsResponse>();

    private static IResult Metrics(
        FleetEngine engine, PodHealth health, PluginCatalog plugins, HostIdentity identity)
    {
        IReadOnlyList<Tally> tallies = [.. engine.Metrics.Tallies, .. plugins.Metrics.Tallies];
        return Answers.Ok(new MetricsResponse(
            identity.PodId.Value,
            health.UptimeSeconds,
            tallies.ToDictionary(static tally => tally.Name, static tally => tally.Total, StringComparer.Ordinal),
            GaugesOf(engine, health, plugins),
            tallies.ToDictionary(
                static tally => tally.Name,
                static tally => Math.Round(tally.GetRatePerSecond(), 3),
                StringComparer.Ordinal),
            new LatencyResponse(QuantilesOf(engine.Metrics.Wait), QuantilesOf(engine.Metrics.Run))));
    }

    private static Dictionary<string, double> GaugesOf(
        FleetEngine engine, PodHealth health, PluginCatalog plugins) =>
        new(StringComparer.Ordinal)
        {
            ["fleetq.dispatching.running"] = engine.Limiter.Running,
            ["fleetq.dispatching.capacity"] = engine.Limiter.Capacity,
            ["fleetq.dispatching.room"] = engine.Limiter.Room,
            ["fleetq.dispatching.abandoned_now"] = engine.Abandoned.Count,
            ["fleetq.leadership.is_leader"] = health.IsLeader ? 1 : 0,
            ["fleetq.leadership.live_pods"] = engine.FleetView.Current.Pods.Count(engine.FleetView.IsLive),
            [PluginCatalog.RetiredContextsMetric] = plugins.RetiredContexts,
            [PluginCatalog.QuarantinedMetric] = plugins.Quarantined,
        };

    private static QuantilesResponse QuantilesOf(Distribution distribution) => new(
        distribution.Count, Quantile(distribution, 0.5), Quantile(distribution, 0.95), Quantile(distribution, 0.99));

    private static double? Quantile(Distribution distribution, double share) =>
        distribution.FindQuantileMs(share) is { } value ? Math.Round(value, 3) : null;
}
