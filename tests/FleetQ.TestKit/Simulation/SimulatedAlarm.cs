namespace FleetQ.TestKit.Simulation;

/// <summary>Something that <see cref="SimulatedTime"/> calls at its time.</summary>
internal sealed class SimulatedAlarm(SimulatedTime time, Action callback)
{
    private long place;
    private long periodTicks = Timeout.InfiniteTimeSpan.Ticks;

    /// <summary>Its present place in the order of alarms; 0 when it is not set.</summary>
    public long Place => Volatile.Read(ref place);

    public void Set(TimeSpan dueTime, TimeSpan period)
    {
        Volatile.Write(ref periodTicks, period.Ticks);
        Volatile.Write(ref place, dueTime == Timeout.InfiniteTimeSpan ? 0 : time.Queue(this, dueTime));
    }

    public void Cancel() => Volatile.Write(ref place, 0);

    public void Fire()
    {
        var period = new TimeSpan(Volatile.Read(ref periodTicks));
        Volatile.Write(ref place, period > TimeSpan.Zero ? time.Queue(this, period) : 0);
        callback();
    }
}
