namespace FleetQ.Sdk;

/// <summary>How a <see cref="Backoff"/> repeats a call.</summary>
public sealed class BackoffOptions
{
    /// <summary>How often the call runs at most, the first time included; 1 to 1,000.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>How the pauses grow.</summary>
    public BackoffStrategy Strategy { get; init; } = BackoffStrategy.Exponential;

    /// <summary>The first pause, before chance; zero or more.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>No pause is longer; at least <see cref="BaseDelay"/>.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much of a pause is left to chance. Full spreads callers best; equal keeps pauses growing.</summary>
    public BackoffJitter Jitter { get; init; } = BackoffJitter.Full;

    /// <summary>The longest that all attempts and pauses may take together; null for no limit. 10 ms to 24 h.</summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>Which failures are worth another attempt. Cancellation never is.</summary>
    public Func<Exception, bool> ShouldRetry { get; init; } = static _ => true;

    /// <summary>Called before each pause; must not throw.</summary>
    public Action<BackoffRetry>? OnRetry { get; init; }

    /// <summary>The clock of the pauses and of the total time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The source of chance; seed it to repeat a run. It is called under a lock.</summary>
    public Random Random { get; init; } = new();

    /// <summary>The pause before a retry, chance included.</summary>
    /// <param name="retry">Counts from 1.</param>
    public TimeSpan DelayBefore(int retry)
    {
        lock (Random)
        {
            return BackoffSchedule.DelayBefore(retry, Strategy, BaseDelay, MaxDelay, Jitter, Random);
        }
    }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAttempts, 1, nameof(MaxAttempts));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxAttempts, 1_000, nameof(MaxAttempts));
        ArgumentOutOfRangeException.ThrowIfLessThan(BaseDelay, TimeSpan.Zero, nameof(BaseDelay));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDelay, BaseDelay, nameof(MaxDelay));
        if (TotalTimeout is { } total)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(total, TimeSpan.FromMilliseconds(10), nameof(TotalTimeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(total, TimeSpan.FromHours(24), nameof(TotalTimeout));
        }
    }
}
