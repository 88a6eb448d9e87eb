using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FleetQ.Client;

/// <summary>All that is known of a step.</summary>
public sealed record StepDetails
{
    /// <summary>Its id.</summary>
    public required string StepId { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>Which handler runs it.</summary>
    public required string TaskType { get; init; }

    /// <summary>What was submitted, whole.</summary>
    public JsonElement Payload { get; init; }

    /// <summary>What the submitter noted.</summary>
    public JsonElement Metadata { get; init; }

    /// <summary>What it can be searched by.</summary>
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    /// <summary>Whose work it is; empty for nobody's.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Higher is claimed first.</summary>
    public int Priority { get; init; }

    /// <summary>The failed attempts before the present one.</summary>
    public int RetryCount { get; init; }

    /// <summary>How many failed attempts are repeated.</summary>
    public int MaxRetries { get; init; }

    /// <summary>The pod that holds or ended it.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>The latest progress that the handler told; whatever JSON it is.</summary>
    public JsonElement? Progress { get; init; }

    /// <summary>What the handler returned; null before that and when it returned nothing.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>Why the latest attempt failed.</summary>
    public string? Error { get; init; }

    /// <summary>The exception's name, or a word of FleetQ such as <c>timeout</c>.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The key that it was submitted with.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>When its submit was committed.</summary>
    [JsonPropertyName("created_ts")]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The earliest start.</summary>
    [JsonPropertyName("not_before_ts")]
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it expires if it was not started.</summary>
    [JsonPropertyName("expires_ts")]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last claimed.</summary>
    [JsonPropertyName("claimed_ts")]
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>When it ended, in whichever way.</summary>
    [JsonPropertyName("completed_ts")]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When something of it last changed.</summary>
    [JsonPropertyName("last_update_ts")]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Oldest first, with the present one.</summary>
    public IReadOnlyList<StepAttempt> Attempts { get; init => field = value ?? []; } = [];

    /// <summary>Reads the result as a type of yours; default when there is none.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public TResult? ReadResult<TResult>(JsonTypeInfo<TResult> typeInfo) =>
        Result is { } result ? result.Deserialize(typeInfo) : default;
}

/// <summary>One attempt of a step.</summary>
public sealed record StepAttempt
{
    /// <summary>Counts from 1; one that was given back does not count, so its number comes again.</summary>
    public required int Number { get; init; }

    /// <summary>The pod that ran it.</summary>
    public string? Pod { get; init; }

    /// <summary>The plugin that ran it, once it has ended.</summary>
    public string? Plugin { get; init; }

    /// <summary>That plugin's version.</summary>
    public string? PluginVersion { get; init; }

    /// <summary>SHA-256 of that plugin.</summary>
    public string? PluginSha256 { get; init; }

    /// <summary>When it was claimed.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>completed, retry, failed, released, snoozed, lost or cancelled; null while it runs.</summary>
    public string? Outcome { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }
}
