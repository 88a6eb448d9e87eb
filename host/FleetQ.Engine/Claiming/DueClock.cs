namespace FleetQ.Engine.Claiming;

/// <summary>
/// When the next step becomes due: a duration by the store's clock, counted down by the pod's monotonic one.
/// </summary>
internal sealed class DueClock(TimeProvider time)
{
    private long setAt;
    private TimeSpan? dueIn;

    public bool IsSet => dueIn is not null;

    public bool IsDue => dueIn is { } wait && time.GetElapsedTime(setAt) >= wait;

    /// <summary>How long until then, rounded up to what a timer can tell apart; zero when it has passed.</summary>
    public TimeSpan In
    {
        get
        {
            var left = (dueIn ?? TimeSpan.MaxValue) - time.GetElapsedTime(setAt);
            return left > TimeSpan.Zero
                ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds))
                : TimeSpan.Zero;
        }
    }

    public void Set(TimeSpan? nextDueIn)
    {
        setAt = time.GetTimestamp();
        dueIn = nextDueIn;
    }
}
