using FleetQ.Engine.Telemetry;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Simulation;

/// <summary>What happened in runs of chaos; a run in which nothing went wrong has proved nothing.</summary>
internal sealed record ChaosTotals(long Acknowledged, long Lost, long Fences, long Returned, long Reconciled)
{
    public static ChaosTotals Zero { get; } = new(0, 0, 0, 0, 0);

    public static ChaosTotals Of(SimulatedFleet fleet, ChaosLedger ledger) => new(
        ledger.Acknowledged.Count,
        Sum(fleet, static metrics => metrics.Lost),
        Sum(fleet, static metrics => metrics.Fences),
        ledger.Acknowledged.Sum(step => fleet.Store.Peek(step.StepId).Losses),
        Sum(fleet, static metrics => metrics.Reconciled));

    public static ChaosTotals operator +(ChaosTotals left, ChaosTotals right) => new(
        left.Acknowledged + right.Acknowledged,
        left.Lost + right.Lost,
        left.Fences + right.Fences,
        left.Returned + right.Returned,
        left.Reconciled + right.Reconciled);

    private static long Sum(SimulatedFleet fleet, Func<FleetMetrics, Tally> tally) =>
        fleet.Pods.Sum(pod => tally(pod.Engine.Metrics).Total);
}
