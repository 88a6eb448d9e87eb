namespace FleetQ.Sdk.Testing.Harness;

/// <summary>A timer of <see cref="HarnessClock"/>.</summary>
internal sealed class HarnessTimer(HarnessClock clock, Action callback, bool isOfHarness) : ITimer
{
    private TimeSpan period;

    /// <summary>True for the end of an attempt that a test asked for.</summary>
    public bool IsOfHarness => isOfHarness;

    /// <summary>When it fires; the clock's own to set.</summary>
    public long DueTicks { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        this.period = period;
        clock.Set(this, dueTime);
        return true;
    }

    public void Fire()
    {
        if (period > TimeSpan.Zero)
        {
            clock.Set(this, period);
        }

        callback();
    }

    public void Dispose()
    {
        period = Timeout.InfiniteTimeSpan;
        clock.Set(this, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
