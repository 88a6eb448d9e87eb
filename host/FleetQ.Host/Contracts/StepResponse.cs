namespace FleetQ.Host.Contracts;

/// <summary>All that is known of a step.</summary>
internal sealed record StepResponse
{
    public required string StepId { get; init; }

    /// <summary>blocked, scheduled, pending, claimed, completed, failed, cancelled or expired.</summary>
    public required string Status { get; init; }

    public required string TaskType { get; init; }

    /// <summary>What was submitted: <c>{type,args,metadata}</c>, or the whole payload as it was sent.</summary>
    public required RawJson Payload { get; init; }

    public required RawJson Metadata { get; init; }

    public required RawJson Tags { get; init; }

    public required string Tenant { get; init; }

    public required int Priority { get; init; }

    /// <summary>The failed attempts before the present one.</summary>
    public required int RetryCount { get; init; }

    public required int MaxRetries { get; init; }

    /// <summary>The pod that holds it, or that ended it.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>The latest progress that the handler told.</summary>
    public RawJson? Progress { get; init; }

    /// <summary>What the handler returned.</summary>
    public RawJson? Result { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Error { get; init; }

    /// <summary>The exception's name, or a word of FleetQ such as <c>timeout</c>.</summary>
    public string? ErrorType { get; init; }

    public string? IdempotencyKey { get; init; }

    public required DateTimeOffset CreatedTs { get; init; }

    public DateTimeOffset? NotBeforeTs { get; init; }

    public DateTimeOffset? ExpiresTs { get; init; }

    public DateTimeOffset? ClaimedTs { get; init; }

    /// <summary>When it ended, in whichever way.</summary>
    public DateTimeOffset? CompletedTs { get; init; }

    public required DateTimeOffset LastUpdateTs { get; init; }

    /// <summary>Oldest first, the present or last one included; the latest 129 at most.</summary>
    public required IReadOnlyList<AttemptResponse> Attempts { get; init; }
}

/// <summary>One attempt of a step.</summary>
/// <param name="Number">Counts from 1; one that was given back does not count, so its number comes again.</param>
/// <param name="Pod">The pod that ran it.</param>
/// <param name="Plugin">The plugin that ran it, once it has ended.</param>
/// <param name="PluginVersion">That plugin's version.</param>
/// <param name="PluginSha256">SHA-256 over that plugin's files; null before it ended, or when nothing ran.</param>
/// <param name="Started">When it was claimed.</param>
/// <param name="Ended">When it ended; null while it runs.</param>
/// <param name="Outcome">completed, retry, failed, released, snoozed, lost or cancelled; null while it runs.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record AttemptResponse(
    int Number,
    string? Pod,
    string? Plugin,
    string? PluginVersion,
    string? PluginSha256,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    string? Outcome,
    string? Error);
