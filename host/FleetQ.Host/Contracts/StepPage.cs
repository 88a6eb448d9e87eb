namespace FleetQ.Host.Contracts;

/// <summary>One page of a search.</summary>
/// <param name="Steps">Newest first.</param>
/// <param name="Count">How many this page has.</param>
/// <param name="NextCursor">Asks for the next page; null on the last.</param>
internal sealed record StepPage(IReadOnlyList<StepSummary> Steps, int Count, string? NextCursor);

/// <summary>One page of steps that failed for good.</summary>
/// <param name="DeadLetters">Newest first.</param>
/// <param name="Count">How many this page has.</param>
/// <param name="NextCursor">Asks for the next page; null on the last.</param>
internal sealed record DeadLetterPage(IReadOnlyList<StepSummary> DeadLetters, int Count, string? NextCursor);

/// <summary>A step in a list; <c>/status/{step_id}</c> has the rest.</summary>
internal sealed record StepSummary
{
    public required string StepId { get; init; }

    public required string Status { get; init; }

    public required string TaskType { get; init; }

    public required string Tenant { get; init; }

    public required RawJson Tags { get; init; }

    public required RawJson Metadata { get; init; }

    public required int Priority { get; init; }

    public required int RetryCount { get; init; }

    public required int MaxRetries { get; init; }

    public string? ClaimedBy { get; init; }

    public string? Error { get; init; }

    public string? ErrorType { get; init; }

    public required DateTimeOffset CreatedTs { get; init; }

    public DateTimeOffset? NotBeforeTs { get; init; }

    public DateTimeOffset? ClaimedTs { get; init; }

    public DateTimeOffset? CompletedTs { get; init; }

    public required DateTimeOffset LastUpdateTs { get; init; }
}
