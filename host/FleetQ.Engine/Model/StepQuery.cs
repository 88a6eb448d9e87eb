namespace FleetQ.Engine.Model;

/// <summary>What a search of steps asks for; null leaves a field open. Newest first.</summary>
public sealed record StepQuery
{
    /// <summary>The most rows of one page.</summary>
    public const int LimitMax = 1_000;

    /// <summary>In this status.</summary>
    public StepStatus? Status { get; init; }

    /// <summary>Of this task type.</summary>
    public TaskType? TaskType { get; init; }

    /// <summary>Of this tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>With this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Held or ended by this pod.</summary>
    public PodId? Pod { get; init; }

    /// <summary>Submitted at or after.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Submitted before.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>
    /// A piece of text that stands in the id, the payload, the metadata or the error; taken letter by letter, without
    /// wildcards.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>How many rows, 1 to <see cref="LimitMax"/>.</summary>
    public required int Limit { get; init; }

    /// <summary>
    /// Only steps submitted before this place in the order of submission: the end of the page before.
    /// </summary>
    public long? BeforeSequence { get; init; }
}
