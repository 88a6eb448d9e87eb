using System.Diagnostics.Metrics;
using FleetQ.Engine.Telemetry;

namespace FleetQ.PluginHost.Quarantine;

/// <summary>What is counted of plugins that misbehave.</summary>
public sealed class PluginMetrics : IDisposable
{
    private readonly Meter meter = new(FleetMetrics.MeterName);

    /// <summary>Makes the instruments.</summary>
    internal PluginMetrics(Func<int> countQuarantined, TimeProvider time)
    {
        meter.CreateObservableGauge(
            PluginCatalog.QuarantinedMetric, countQuarantined, "{task_type}", "Task types that are out on this pod.");
        Quarantines = new Tally(
            meter, "fleetq.plugin.quarantines", "{quarantine}", "Times that a plugin, or a task type, went out.", time);
        Unhandled = new Tally(
            meter, "fleetq.plugin.unhandled", "{exception}", "Exceptions of plugins that nothing caught.", time);
    }

    /// <summary>Times that a plugin, or a task type of one, went out.</summary>
    public Tally Quarantines { get; }

    /// <summary>Exceptions of plugins that nothing caught, and that would have ended the process.</summary>
    public Tally Unhandled { get; }

    /// <summary>All counters.</summary>
    public IReadOnlyList<Tally> Tallies => [Quarantines, Unhandled];

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
