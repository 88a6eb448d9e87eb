namespace FleetQ.Sdk;

/// <summary>How an attempt ended. Immutable.</summary>
/// <seealso cref="StepResult{TResult}"/>
public sealed class StepResult
{
    private StepResult(StepResultKind kind, string? reason, TimeSpan? delay)
    {
        Kind = kind;
        Reason = reason;
        Delay = delay;
    }

    /// <summary>Which of the four ends this is.</summary>
    public StepResultKind Kind { get; }

    /// <summary>Why the attempt failed or waits, for whoever reads the step; null when it completed.</summary>
    public string? Reason { get; }

    /// <summary>How long the step waits for its next attempt; null when the step's retry policy decides.</summary>
    public TimeSpan? Delay { get; }

    /// <summary>The step is done.</summary>
    public static StepResult Completed { get; } = new(StepResultKind.Completed, null, null);

    /// <summary>
    /// This attempt failed; the step runs again after <paramref name="delay"/> while it has retries left.
    /// </summary>
    /// <param name="delay">Zero or more; null leaves it to the step's retry policy.</param>
    /// <param name="reason">Shown as the attempt's error.</param>
    public static StepResult RetryAfter(TimeSpan? delay, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ThrowIfNegative(delay, nameof(delay));
        return new(StepResultKind.Retry, reason, delay);
    }

    /// <summary>The step failed for good: its remaining retries are not used.</summary>
    public static StepResult Fail(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(StepResultKind.Failed, reason, null);
    }

    /// <summary>It is too early: the step comes back after <paramref name="delay"/>, and no attempt is used.</summary>
    public static StepResult Snooze(TimeSpan delay, string? reason = null)
    {
        ThrowIfNegative(delay, nameof(delay));
        return new(StepResultKind.Snoozed, reason, delay);
    }

    private static void ThrowIfNegative(TimeSpan? delay, string name)
    {
        if (delay < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(name, delay, "A delay must be zero or more.");
        }
    }
}

/// <summary>The ways in which an attempt can end.</summary>
public enum StepResultKind
{
    /// <summary>The step is done.</summary>
    Completed,

    /// <summary>The attempt failed and may be repeated.</summary>
    Retry,

    /// <summary>The step failed for good.</summary>
    Failed,

    /// <summary>The step waits and keeps its attempt.</summary>
    Snoozed,
}
