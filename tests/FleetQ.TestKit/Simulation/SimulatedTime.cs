namespace FleetQ.TestKit.Simulation;

/// <summary>A clock that stands still, and jumps from one timer to the next when it is told to.</summary>
public sealed class SimulatedTime : TimeProvider
{
    private const int ReadsAtOnceMax = 1_000_000;

    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private readonly PriorityQueue<SimulatedAlarm, (long DueTicks, long Order)> waiting = new();
    private long nowTicks;
    private long reads;
    private long alarmsSet;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How much time has passed.</summary>
    public TimeSpan Passed => new(Volatile.Read(ref nowTicks));

    public override DateTimeOffset GetUtcNow() => Start + Passed;

    /// <exception cref="InvalidOperationException">Asked so often that a loop must turn without a pause.</exception>
    public override long GetTimestamp() =>
        Interlocked.Increment(ref reads) > ReadsAtOnceMax
            ? throw new InvalidOperationException("A loop turns and turns, and no time passes.")
            : Volatile.Read(ref nowTicks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new SimulatedAlarm(this, () => callback(state));
        alarm.Set(dueTime, period);
        return new SimulatedTimer(alarm);
    }

    /// <summary>Jumps to the next timer and calls it, or to the limit when none is due before.</summary>
    /// <returns>False when the limit is reached.</returns>
    public bool JumpToNext(TimeSpan limit)
    {
        SimulatedAlarm? next;
        lock (gate)
        {
            next = TakeNextNeedsLock(limit.Ticks, out var dueTicks);
            Volatile.Write(ref reads, 0);
            Volatile.Write(ref nowTicks, Math.Max(nowTicks, next is null ? limit.Ticks : dueTicks));
        }

        next?.Fire();
        return next is not null;
    }

    internal long Queue(SimulatedAlarm alarm, TimeSpan dueIn)
    {
        lock (gate)
        {
            var order = ++alarmsSet;
            waiting.Enqueue(alarm, (nowTicks + Math.Max(0, dueIn.Ticks), order));
            return order;
        }
    }

    // An alarm that was set anew or cancelled leaves its old place in the queue; only its last one counts.
    private SimulatedAlarm? TakeNextNeedsLock(long limitTicks, out long dueTicks)
    {
        while (waiting.TryPeek(out var alarm, out var place))
        {
            dueTicks = place.DueTicks;
            if (alarm.Place == place.Order && dueTicks > limitTicks)
            {
                return null;
            }

            waiting.Dequeue();
            if (alarm.Place == place.Order)
            {
                return alarm;
            }
        }

        dueTicks = limitTicks;
        return null;
    }
}
