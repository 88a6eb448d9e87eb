namespace FleetQ.Simulation.Tests.World;

/// <summary>A timer that fires on its node. What was set before a change does not fire any more.</summary>
internal sealed class NodeTimer(SimulatedNode node, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan period;

    public int Version { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Version++;
        this.period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            node.Process.World.Schedule(this, node, dueTime, Version);
        }

        return true;
    }

    public void Fire()
    {
        if (period > TimeSpan.Zero)
        {
            node.Process.World.Schedule(this, node, period, Version);
        }

        callback(state);
    }

    public void Dispose() => Version++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
