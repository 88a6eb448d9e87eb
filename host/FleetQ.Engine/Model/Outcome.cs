namespace FleetQ.Engine.Model;

/// <summary>What became of an attempt: what is written about a claim, once.</summary>
public sealed record Outcome
{
    /// <summary>The claim that this is about.</summary>
    public required ClaimKey Key { get; init; }

    /// <summary>Which of the ends it was.</summary>
    public required OutcomeKind Kind { get; init; }

    /// <summary>
    /// How long the step waits before it is ready again; for <see cref="OutcomeKind.Retry"/> and <see
    /// cref="OutcomeKind.Snoozed"/>.
    /// </summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The JSON result; for <see cref="OutcomeKind.Completed"/>, null when the handler gave none.</summary>
    public string? Result { get; init; }

    /// <summary>Why; for a retry or a failure.</summary>
    public StepError? Error { get; init; }

    /// <summary>The plugin that ran the attempt; null when none did.</summary>
    public PluginIdentity? Plugin { get; init; }

    /// <summary>The status that this outcome leaves the step in.</summary>
    public StepStatus Status => Kind switch
    {
        OutcomeKind.Completed => StepStatus.Completed,
        OutcomeKind.Retry => StepStatus.Scheduled,
        OutcomeKind.Failed => StepStatus.Failed,
        OutcomeKind.Released => StepStatus.Pending,
        OutcomeKind.Snoozed => StepStatus.Scheduled,
        _ => throw new InvalidOperationException($"{nameof(OutcomeKind)} {Kind} has no status."),
    };

    /// <summary>Tells whether the attempt is given back: it then does not count.</summary>
    public bool RefundsAttempt => Kind is OutcomeKind.Released or OutcomeKind.Snoozed;
}

/// <summary>The ways in which a pod ends its claim. In lower case, they are the words in a step's attempts.</summary>
public enum OutcomeKind
{
    /// <summary>The step is done.</summary>
    Completed,

    /// <summary>The attempt failed; the step runs again later.</summary>
    Retry,

    /// <summary>The step failed for good.</summary>
    Failed,

    /// <summary>The pod gave the step back, unused.</summary>
    Released,

    /// <summary>The handler asked to come back later.</summary>
    Snoozed,
}
