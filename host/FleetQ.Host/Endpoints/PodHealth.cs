using FleetQ.Engine.Membership;
using FleetQ.Host.Contracts;
using FleetQ.Host.Settings;
using FleetQ.PluginHost;

namespace FleetQ.Host.Endpoints;

/// <summary>Judges how the pod is.</summary>
internal sealed class PodHealth(
    FleetEngine engine,
    PluginCatalog plugins,
    UnhandledExceptions unhandled,
    HostSettings settings,
    StoreProbe probe,
    HostIdentity identity,
    TimeProvider time)
{
    /// <summary>The loops turn: a restart would not help.</summary>
    public bool IsLive => engine.Loops.AllTurn;

    /// <summary>
    /// Tells why the pod shall not be relied on: it starts, drains or is fenced, its store does not answer, or its
    /// plugins left it in a bad state. Null when it takes work.
    /// </summary>
    public async Task<string?> FindUnreadyReasonAsync(CancellationToken cancellationToken)
    {
        if (engine.Pod.Phase is not PodPhase.Active)
        {
            return $"The pod is {engine.Pod.Phase.ToString().ToLowerInvariant()}.";
        }

        return await probe.FindFaultAsync(cancellationToken) is null
            ? FindPluginFault()
            : "The store does not answer.";
    }

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

    // Who develops a plugin is told by the log, and goes on.
    private string? FindPluginFault()
    {
        if (unhandled.Culprit is { } plugin && !settings.ReloadsPlugins)
        {
            return $"Plugin '{plugin}' threw where nothing catches it, so its state may be torn; restart the pod.";
        }

        return engine.Abandoned.Count >= engine.Limiter.Capacity
            ? "Handlers that ignore their cancelled token hold all places of the pod; restart it."
            : null;
    }

    // A refused plugin is for /admin/plugins to tell: the others serve all the same.
    private HealthCheck CheckPlugins()
    {
        var all = plugins.Plugins;
        var loaded = all.Count(static plugin => plugin.Serves);
        var refused = all.Count(static plugin => plugin.State is PluginState.Refused);
        var quarantined = all.Count(static plugin => plugin.State is PluginState.Quarantined);
        return FindPluginFault() is { } fault ? new HealthCheck(false, fault) : new HealthCheck(
            true, $"{loaded} loaded, {refused} refused" + (quarantined > 0 ? $", {quarantined} quarantined" : ""));
    }
}
