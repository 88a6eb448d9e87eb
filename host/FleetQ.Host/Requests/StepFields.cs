namespace FleetQ.Host.Requests;

/// <summary>The fields of a submit, and their limits.</summary>
internal static class StepFields
{
    public const string Type = "type";
    public const string Args = "args";
    public const string Payload = "payload";
    public const string TaskType = "task_type";
    public const string Metadata = "metadata";
    public const string Priority = "priority";
    public const string MaxRetries = "max_retries";
    public const string StepId = "step_id";
    public const string IdempotencyKey = "idempotency_key";
    public const string Tenant = "tenant";
    public const string DelaySeconds = "delay_seconds";
    public const string NotBefore = "not_before";
    public const string TtlSeconds = "ttl_seconds";
    public const string ExpiresAt = "expires_at";
    public const string TimeoutSeconds = "timeout_seconds";
    public const string Retry = "retry";
    public const string DependsOn = "depends_on";
    public const string Ref = "ref";
    public const string Tags = "tags";
    public const string Validate = "validate";

    public const int RetriesMax = 100;
    public const int IdempotencyKeyLengthMax = 255;
    public const int TenantLengthMax = 128;
    public const int TagsMax = 16;
    public const int TagLengthMax = 64;

    /// <summary>The most bytes of <c>{type,args,metadata}</c> as UTF-8.</summary>
    public const int StepBytesMax = 1_048_576;

    /// <summary>How far ahead a time may lie.</summary>
    public static TimeSpan AheadMax { get; } = TimeSpan.FromDays(3_653);

    /// <summary>The longest attempt: what a timer can hold.</summary>
    public static TimeSpan TimeoutMax { get; } = TimeSpan.FromDays(30);

    /// <summary>All that a submit may hold.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        Type, Args, Payload, Metadata, Priority, MaxRetries, StepId, IdempotencyKey, Tenant, DelaySeconds, NotBefore,
        TtlSeconds, ExpiresAt,
        TimeoutSeconds, Retry, DependsOn, Ref, Tags, Validate,
    ];
}
