using FleetQ.Engine.Membership;
using FleetQ.Host.Contracts;
using FleetQ.PluginHost;

namespace FleetQ.Host.Endpoints;

/// <summary>Judges how the pod is.</summary>
internal sealed class PodHealth(
    FleetEngine engine, PluginCatalog plugins, StoreProbe probe, HostIdentity identity, TimeProvider time)
{
    /// <summary>The loops turn: a restart would not help.</summary>
    public bool IsLive => engine.Loops.AllTurn;

    /// <summary>The pod takes work: its store answers, and it neither starts nor drains nor is fenced.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        engine.Pod.Phase is PodPhase.Active && await probe.FindFaultAsync(cancellationToken) is null;

    public async Task<HealthResponse> ReadAsync(CancellationToken cancellationToken)
    {
        var storeFault = await probe.FindFaultAsync(cancellationToken);
        var checks = new Dictionary<string, HealthCheck>(StringComparer.Ordinal)
        {
            ["store"] = new(storeFault is null, storeFault ?? "answers"),
            ["loops"] = CheckLoops(),
            ["pod"] = new(engine.Pod.Phase is PodPhase.Active, engine.Pod.Phase.ToString().ToLowerInvariant()),
            ["plugins"] = CheckPlugins(),
        };
        return new HealthResponse(
            HostIdentity.Service,
            identity.PodId.Value,
            StatusOf(checks.Values.All(static check => check.Ok)),
            identity.Version,
            UptimeSeconds,
            engine.Limiter.Running,
            engine.Limiter.Capacity,
            IsLeader,
            checks);
    }

    public double UptimeSeconds =>
        engine.Pod.StartedAt is { } startedAt ? Math.Round((time.GetUtcNow() - startedAt).TotalSeconds, 3) : 0;

    public bool IsLeader => engine.Pod.Identity is { } pod && engine.FleetView.IsLeader(pod);

    public static string Healthy => "healthy";

    private string StatusOf(bool allOk)
    {
        if (allOk)
        {
            return Healthy;
        }

        return engine.Pod.Phase is PodPhase.Draining or PodPhase.Left ? "draining" : "unhealthy";
    }

    private HealthCheck CheckLoops()
    {
        var stuck = engine.Loops.Loops
            .Where(static loop => !loop.Value)
            .Select(static loop => loop.Key)
            .Order(StringComparer.Ordinal);
        var names = string.Join(", ", stuck);
        return new HealthCheck(names.Length == 0, names.Length == 0 ? "turn" : $"stuck: {names}");
    }

    // A refused plugin is for /admin/plugins to tell: the others serve all the same.
    private HealthCheck CheckPlugins()
    {
        var all = plugins.Plugins;
        var loaded = all.Count(static plugin => plugin.Serves);
        var refused = all.Count(static plugin => plugin.State is PluginState.Refused);
        var quarantined = all.Count(static plugin => plugin.State is PluginState.Quarantined);
        return new HealthCheck(
            true, $"{loaded} loaded, {refused} refused" + (quarantined > 0 ? $", {quarantined} quarantined" : ""));
    }
}
