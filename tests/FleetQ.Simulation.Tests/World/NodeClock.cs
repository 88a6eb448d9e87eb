namespace FleetQ.Simulation.Tests.World;

/// <summary>
/// A node's clocks: a monotonic one, and a wall clock that may be wrong. Its timers fire on the node.
/// </summary>
internal sealed class NodeClock(SimulatedNode node) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => node.Process.World.Now.Ticks;

    public override DateTimeOffset GetUtcNow() => Start + node.Process.World.Now + node.Process.Skew;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new NodeTimer(node, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
