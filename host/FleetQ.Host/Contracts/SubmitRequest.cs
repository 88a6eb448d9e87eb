using System.ComponentModel;

namespace FleetQ.Host.Contracts;

/// <summary>
/// The body of a submit, for the reference; Requests/StepReader.cs reads it, and is stricter than a schema can say.
/// </summary>
[Description("Either type with args, or payload with task_type among its fields.")]
internal sealed record SubmitRequest
{
    [Description(
        "The task type: 1 to 128 letters, digits, _ - . with at least one letter or digit. Required without payload.")]
    public string? Type { get; init; }

    [Description("The arguments, a JSON object, kept byte for byte.")]
    public RawJson? Args { get; init; }

    [Description(
        "The other form: a JSON object whose task_type is the task type and whose other fields are the arguments.")]
    public RawJson? Payload { get; init; }

    [Description(
        "A JSON object, shown and searchable, never given meaning by FleetQ. {type,args,metadata} is 1 MiB at most.")]
    public RawJson? Metadata { get; init; }

    [Description("Higher is claimed first. Default 0.")]
    public int? Priority { get; init; }

    [Description(
        "How many failed attempts are repeated, 0 to 100. Default: the task type's, else FLEET_Q_MAX_RETRIES.")]
    public int? MaxRetries { get; init; }

    [Description("1 to 255 letters, digits, _ - . : A second submit of the same id is the first step.")]
    public string? StepId { get; init; }

    [Description(
        "1 to 255 characters; also as the header Idempotency-Key. Same key and body: the first step again; another "
        + "body: 409.")]
    public string? IdempotencyKey { get; init; }

    [Description("Whose work it is, 1 to 128 characters: the unit of fairness.")]
    public string? Tenant { get; init; }

    [Description("Earliest start, in seconds from now. Not beside not_before.")]
    public double? DelaySeconds { get; init; }

    [Description("Earliest start, with a time zone. Not beside delay_seconds.")]
    public DateTimeOffset? NotBefore { get; init; }

    [Description("A step not started within so many seconds ends as expired. Not beside expires_at.")]
    public double? TtlSeconds { get; init; }

    [Description("A step not started by then ends as expired. Not beside ttl_seconds.")]
    public DateTimeOffset? ExpiresAt { get; init; }

    [Description("The longest that one attempt may run. Default: the task type's, else no limit.")]
    public double? TimeoutSeconds { get; init; }

    [Description("The pauses after failed attempts; what is left out is the host's.")]
    public RetryRequest? Retry { get; init; }

    [Description("Not in this version: must be left out or empty.")]
    public IReadOnlyList<string>? DependsOn { get; init; }

    [Description("Not in this version: must be left out.")]
    public string? Ref { get; init; }

    [Description("Up to 16 strings of 1 to 64 characters, searchable.")]
    public IReadOnlyList<string>? Tags { get; init; }

    [Description(
        "Checks the arguments against the schema that the task type's plugin tells (/admin/plugins), and refuses those "
        + "that do not fit before anything is stored. Some task types always do.")]
    public bool? Validate { get; init; }
}

/// <summary>A step's own pauses.</summary>
internal sealed record RetryRequest
{
    [Description("exponential, linear, fibonacci or constant.")]
    public string? Strategy { get; init; }

    [Description("The first pause, in milliseconds.")]
    public int? BaseMs { get; init; }

    [Description("No pause is longer, in milliseconds.")]
    public int? MaxMs { get; init; }

    [Description("Leaves half of each pause to chance.")]
    public bool? Jitter { get; init; }
}

/// <summary>The body of a submit with many steps.</summary>
internal sealed record BatchRequest
{
    [Description("1 to 10,000 steps; all of them are committed, or none.")]
    public required IReadOnlyList<SubmitRequest> Steps { get; init; }
}

/// <summary>The body of a cancel; it may be left out.</summary>
internal sealed record CancelRequest
{
    [Description("Shown as the step's error, 1 to 1,024 characters.")]
    public string? Reason { get; init; }
}

/// <summary>The body of a change of a step that waits; one of the two at least.</summary>
internal sealed record AmendRequest
{
    [Description("The new priority.")]
    public int? Priority { get; init; }

    [Description("The new earliest start, with a time zone.")]
    public DateTimeOffset? NotBefore { get; init; }
}

/// <summary>The body of a discard of dead letters: which ones, in one of three ways.</summary>
internal sealed record DiscardRequest
{
    [Description("These steps, 1 to 1,000; one that is no dead letter stays.")]
    public IReadOnlyList<string>? StepIds { get; init; }

    [Description("All of this task type.")]
    public string? Type { get; init; }

    [Description("True: all of them.")]
    public bool? All { get; init; }

    [Description("How many at most of those that type or all means, 1 to 1,000; 1,000 when not given.")]
    public int? Limit { get; init; }
}

/// <summary>The body of a recovery by hand; it may be left out.</summary>
internal sealed record RecoveryRequest
{
    [Description("Runs it on a pod that is not the leader, too.")]
    public bool? Force { get; init; }

    [Description("Only tells what would be done.")]
    public bool? DryRun { get; init; }
}
