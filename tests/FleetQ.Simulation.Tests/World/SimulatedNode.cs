namespace FleetQ.Simulation.Tests.World;

/// <summary>
/// A place in a process where continuations run: its pool of threads, or a thread of its own. Real <c>async</c> code
/// that starts here stays here.
/// </summary>
internal sealed class SimulatedNode : SynchronizationContext
{
    private readonly bool canLag;

    /// <param name="process">Lives and dies with it.</param>
    /// <param name="canLag">True for a pool of threads, which can be starved; false for a thread of its own.</param>
    public SimulatedNode(SimulatedProcess process, bool canLag)
    {
        this.canLag = canLag;
        Process = process;
        Clock = new NodeClock(this);
    }

    public SimulatedProcess Process { get; }

    public NodeClock Clock { get; }

    private SimulatedWorld World => Process.World;

    public override void Post(SendOrPostCallback d, object? state) =>
        World.Schedule(this, TimeSpan.Zero, d, state);

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nothing in a simulation waits for its own thread.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Starts something here at once, and tells of its failure: nothing else in a process may throw.</summary>
    public void Start(Func<Task> work) => World.Schedule(
        this,
        TimeSpan.Zero,
        async _ =>
        {
            try
            {
                await work();
            }
            catch (Exception failure)
            {
                World.Violate($"{Process.Name}: {failure}");
            }
        },
        state: null);

    /// <summary>Draws how late the next event comes here.</summary>
    public TimeSpan DrawLag()
    {
        if (!canLag || Process.LagMax == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        var lag = Process.LagMax * World.Chance.NextDouble();
        Process.Delay(lag);
        return lag;
    }
}
