using FleetQ.Simulation.Tests.World;

namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>The store's process: its clock, and whether it answers.</summary>
internal sealed class SimulatedStoreServer
{
    private readonly SimulatedWorld world;

    public SimulatedStoreServer(SimulatedWorld world)
    {
        this.world = world;
        Node = new SimulatedNode(new SimulatedProcess(world, "store"), canLag: false);
    }

    public SimulatedNode Node { get; }

    /// <summary>The clock that stands in rows; it may jump.</summary>
    public NodeClock Clock => Node.Clock;

    public TimeSpan DownUntil { get; private set; }

    public bool RefusesWhenDown { get; private set; }

    public bool IsDown => DownUntil > world.Now;

    public void Stop(TimeSpan time, bool refuses)
    {
        DownUntil = world.Now + time;
        RefusesWhenDown = refuses;
    }

    public void Start() => DownUntil = TimeSpan.Zero;

    /// <summary>Sets the clock on or back.</summary>
    public void Jump(TimeSpan by) => Node.Process.Skew += by;
}
