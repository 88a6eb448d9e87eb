namespace FleetQ.Engine.Claiming;

/// <summary>
/// How long an idle pod waits before it looks again: the interval, and where looks cost money twice as long after each
/// look in vain, until it looks with the idle fleet's waves.
/// </summary>
internal sealed class LookPace(ClaimingOptions options, TimeProvider time)
{
    private int looksInVain;

    /// <summary>Work flows: look at the interval again. Any thread.</summary>
    public void Restart() => Volatile.Write(ref looksInVain, 0);

    /// <summary>The wait after a look in vain.</summary>
    /// <param name="chance">From 0 to 1; it keeps pods apart.</param>
    public TimeSpan NextWait(double chance)
    {
        // Chance only shortens, so the interval stays the longest wait.
        var interval = options.Interval * (0.8 + (0.2 * chance));
        if (options.Idle is not { } wave)
        {
            return interval;
        }

        var doubled = interval * Math.Pow(2, Math.Min(Volatile.Read(ref looksInVain), 16));
        Interlocked.Increment(ref looksInVain);
        return doubled < wave.Interval ? doubled : wave.UntilNext(time.GetUtcNow(), chance);
    }
}
