using FleetQ.Engine.Storage;
using FleetQ.Simulation.Tests.World;

namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>Hints of changes, which come late or not at all.</summary>
internal sealed class LossyHints(IStoreChanges changes, SimulatedNode node, FaultPlan plan) : IStoreChanges
{
    public IDisposable Subscribe(Action<StoreChange> onChange) => changes.Subscribe(change =>
    {
        var world = node.Process.World;
        if (world.Chance.NextDouble() >= plan.LostHints)
        {
            world.Schedule(node, TimeSpan.FromMilliseconds(5 * world.Chance.NextDouble()), _ => onChange(change), null);
        }
    });
}
