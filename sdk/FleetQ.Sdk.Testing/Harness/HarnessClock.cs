namespace FleetQ.Sdk.Testing.Harness;

/// <summary>A clock that stands still, and jumps to the next timer when it is told to.</summary>
internal sealed class HarnessClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private readonly List<HarnessTimer> waiting = [];
    private long nowTicks;
    private long changes;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Grows whenever a timer is set, ends or fires.</summary>
    public long Changes => Interlocked.Read(ref changes);

    /// <summary>True while the handler, or what it calls, waits for the clock.</summary>
    public bool HasTimersOfHandler
    {
        get
        {
            lock (gate)
            {
                return waiting.Exists(static timer => !timer.IsOfHarness);
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(Interlocked.Read(ref nowTicks));

    public override long GetTimestamp() => Interlocked.Read(ref nowTicks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        NewTimer(() => callback(state), dueTime, period, isOfHarness: false);

    /// <summary>A timer that the clock meets on its way, but does not jump to for its own sake at once.</summary>
    public ITimer CreateHarnessTimer(Action callback, TimeSpan dueTime) =>
        NewTimer(callback, dueTime, Timeout.InfiniteTimeSpan, isOfHarness: true);

    /// <summary>Moves on without a timer.</summary>
    public void Advance(TimeSpan span)
    {
        var target = Interlocked.Read(ref nowTicks) + span.Ticks;
        while (TakeNext(target) is { } next)
        {
            next.Fire();
        }

        Interlocked.Exchange(ref nowTicks, target);
    }

    /// <summary>Jumps to the next timer, whosever it is, and fires it.</summary>
    public void JumpToNext() => TakeNext(long.MaxValue)?.Fire();

    internal void Set(HarnessTimer timer, TimeSpan dueIn)
    {
        lock (gate)
        {
            Interlocked.Increment(ref changes);
            waiting.Remove(timer);
            if (dueIn != Timeout.InfiniteTimeSpan)
            {
                timer.DueTicks = nowTicks + Math.Max(0, dueIn.Ticks);
                waiting.Add(timer);
            }
        }
    }

    private HarnessTimer NewTimer(Action callback, TimeSpan dueTime, TimeSpan period, bool isOfHarness)
    {
        var timer = new HarnessTimer(this, callback, isOfHarness);
        timer.Change(dueTime, period);
        return timer;
    }

    // Of timers that are due together, the one that was set first.
    private HarnessTimer? TakeNext(long limitTicks)
    {
        lock (gate)
        {
            var next = waiting.MinBy(static timer => timer.DueTicks);
            if (next is null || next.DueTicks > limitTicks)
            {
                return null;
            }

            waiting.Remove(next);
            Interlocked.Increment(ref changes);
            Interlocked.Exchange(ref nowTicks, Math.Max(nowTicks, next.DueTicks));
            return next;
        }
    }
}
