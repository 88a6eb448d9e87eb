using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetQ.TestKit.Fleet;

/// <summary>What <c>/status</c> says of a step, as far as tests read it.</summary>
public sealed record StepView
{
    /// <summary>The step's id.</summary>
    public required string StepId { get; init; }

    /// <summary>The status word.</summary>
    public required string Status { get; init; }

    /// <summary>The failed attempts before the present one.</summary>
    public int RetryCount { get; init; }

    /// <summary>The pod that holds or ended it.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>The result.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>Why the latest attempt failed.</summary>
    public string? Error { get; init; }

    /// <summary>When its submit was committed.</summary>
    [JsonPropertyName("created_ts")]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last claimed.</summary>
    [JsonPropertyName("claimed_ts")]
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>When it ended.</summary>
    [JsonPropertyName("completed_ts")]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>All attempts, oldest first, with the present one.</summary>
    public IReadOnlyList<AttemptView> Attempts { get; init; } = [];

    /// <summary>Tells whether nothing more happens to it.</summary>
    [JsonIgnore]
    public bool HasEnded => Status is "completed" or "failed" or "cancelled" or "expired";
}

/// <summary>One attempt.</summary>
/// <param name="Number">Its number; one that was given back is followed by the same number.</param>
/// <param name="Pod">Who ran it.</param>
/// <param name="Plugin">The plugin that ran it; null when none did.</param>
/// <param name="Started">When it was claimed, by the store's clock.</param>
/// <param name="Ended">When it ended; null while it runs.</param>
/// <param name="Outcome">How it ended; null while it runs.</param>
/// <param name="Error">Why it failed.</param>
public sealed record AttemptView(
    int Number,
    string? Pod,
    string? Plugin,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    string? Outcome,
    string? Error);
