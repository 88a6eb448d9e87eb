namespace FleetQ.Engine.Model;

/// <summary>A step as a reader sees it. All times are the store's.</summary>
public sealed record Step
{
    /// <summary>The step's id.</summary>
    public required StepId StepId { get; init; }

    /// <summary>Its place in the order of submission.</summary>
    public required long Sequence { get; init; }

    /// <summary>What kind of step it is.</summary>
    public required TaskType TaskType { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>Whose step it is; empty when none was named.</summary>
    public required string Tenant { get; init; }

    /// <summary>Higher is claimed first.</summary>
    public required int Priority { get; init; }

    /// <summary>The stored JSON text.</summary>
    public required string Payload { get; init; }

    /// <summary>How the arguments stand in <see cref="Payload"/>.</summary>
    public required PayloadForm PayloadForm { get; init; }

    /// <summary>A JSON object.</summary>
    public required string Metadata { get; init; }

    /// <summary>A JSON array of short strings.</summary>
    public required string Tags { get; init; }

    /// <summary>How many attempts were counted.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many failed attempts are repeated.</summary>
    public required int MaxRetries { get; init; }

    /// <summary>How many attempts ended with the death of their pod.</summary>
    public required int Losses { get; init; }

    /// <summary>How often the step was claimed: its present fencing number.</summary>
    public required long ClaimEpoch { get; init; }

    /// <summary>The pod that holds it, or that ended it; null before the first claim and while it waits.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>The latest progress as a JSON object; null when none was reported.</summary>
    public string? Progress { get; init; }

    /// <summary>The JSON result; null without one.</summary>
    public string? Result { get; init; }

    /// <summary>Why the last attempt failed; null when none did.</summary>
    public StepError? Error { get; init; }

    /// <summary>The plugin of the last attempt that ended; null when none did.</summary>
    public PluginIdentity? Plugin { get; init; }

    /// <summary>
    /// A JSON array of the attempts before the present or last one, oldest first, the latest 128 at most.
    /// </summary>
    public required string Attempts { get; init; }

    /// <summary>The key it was submitted with; null without one.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>When its submit was committed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its earliest start; null when it was ready at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Not started by then, it ends as expired; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last claimed; null before.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When its row last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The failed attempts before the present one; never below 0.</summary>
    public int RetryCount => Math.Max(0, Attempt - 1);
}
