namespace FleetQ.Sdk;

/// <summary>Computes the pauses of a backoff. Pure but for the chance that it is given.</summary>
public static class BackoffSchedule
{
    /// <summary>The pause before a retry.</summary>
    /// <param name="retry">Counts from 1.</param>
    /// <param name="strategy">How pauses grow.</param>
    /// <param name="baseDelay">The first pause, before chance.</param>
    /// <param name="maxDelay">The longest pause, chance included.</param>
    /// <param name="jitter">How much is left to chance.</param>
    /// <param name="random">The source of chance; not used when there is no jitter.</param>
    public static TimeSpan DelayBefore(
        int retry, BackoffStrategy strategy, TimeSpan baseDelay, TimeSpan maxDelay, BackoffJitter jitter, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retry, 1);
        ArgumentNullException.ThrowIfNull(random);
        var fullMs = Math.Min(baseDelay.TotalMilliseconds * FactorOf(retry, strategy), maxDelay.TotalMilliseconds);
        var fixedMs = jitter switch
        {
            BackoffJitter.None => fullMs,
            BackoffJitter.Equal => fullMs / 2,
            BackoffJitter.Full => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(jitter), jitter, "Unknown jitter."),
        };
        var chanceMs = jitter is BackoffJitter.None ? 0 : random.NextDouble() * (fullMs - fixedMs);
        return TimeSpan.FromMilliseconds(fixedMs + chanceMs);
    }

    // In floating point, so that the 100th retry is a large number and not an overflow; the cap cuts it.
    private static double FactorOf(int retry, BackoffStrategy strategy) => strategy switch
    {
        BackoffStrategy.Constant => 1,
        BackoffStrategy.Linear => retry,
        BackoffStrategy.Exponential => Math.Pow(2, retry - 1),
        BackoffStrategy.Fibonacci => FibonacciOf(retry),
        _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "Unknown strategy."),
    };

    private static double FibonacciOf(int retry)
    {
        var (previous, current) = (0d, 1d);
        for (var i = 1; i < retry && !double.IsInfinity(current); i++)
        {
            (previous, current) = (current, previous + current);
        }

        return current;
    }
}
