using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetQ.Client;

/// <summary>A step in a list; a client's <c>GetStepAsync</c> has the rest.</summary>
public sealed record StepSummary
{
    /// <summary>Its id.</summary>
    public required string StepId { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>Which handler runs it.</summary>
    public required string TaskType { get; init; }

    /// <summary>Whose work it is; empty for nobody's.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>What it can be searched by.</summary>
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    /// <summary>What the submitter noted.</summary>
    public JsonElement Metadata { get; init; }

    /// <summary>Higher is claimed first.</summary>
    public int Priority { get; init; }

    /// <summary>The failed attempts before the present one.</summary>
    public int RetryCount { get; init; }

    /// <summary>How many failed attempts are repeated.</summary>
    public int MaxRetries { get; init; }

    /// <summary>The pod that holds or ended it.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>Why the latest attempt failed.</summary>
    public string? Error { get; init; }

    /// <summary>The exception's name, or a word of FleetQ such as <c>timeout</c>.</summary>
    public string? ErrorType { get; init; }

    /// <summary>When its submit was committed.</summary>
    [JsonPropertyName("created_ts")]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The earliest start.</summary>
    [JsonPropertyName("not_before_ts")]
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it was last claimed.</summary>
    [JsonPropertyName("claimed_ts")]
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>When it ended, in whichever way.</summary>
    [JsonPropertyName("completed_ts")]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When something of it last changed.</summary>
    [JsonPropertyName("last_update_ts")]
    public DateTimeOffset UpdatedAt { get; init; }
}
