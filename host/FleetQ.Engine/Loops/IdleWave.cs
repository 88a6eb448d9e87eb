namespace FleetQ.Engine.Loops;

/// <summary>
/// When the pods of an idle fleet look at their store: all at the same moments of the clock, so that a store which
/// bills by the time that it is awake wakes once for all of them. Clocks that differ cost money, nothing else.
/// </summary>
public sealed class IdleWave(TimeSpan interval)
{
    private static readonly TimeSpan SpreadMax = TimeSpan.FromSeconds(10);

    /// <summary>Between two waves.</summary>
    public TimeSpan Interval => interval;

    /// <summary>How long a wave lasts: within it, chance keeps the pods apart.</summary>
    public TimeSpan Spread => interval / 20 < SpreadMax ? interval / 20 : SpreadMax;

    /// <summary>How long until this pod's place in the next wave; at most the interval and twice the spread.</summary>
    /// <param name="now">By the pod's clock.</param>
    /// <param name="chance">From 0 to 1.</param>
    public TimeSpan UntilNext(DateTimeOffset now, double chance)
    {
        var wait = interval - TimeSpan.FromTicks(now.UtcTicks % interval.Ticks) + (Spread * chance);
        // A timer that came a moment early must not make one wave two.
        return wait < Spread / 2 ? wait + interval : wait;
    }
}
