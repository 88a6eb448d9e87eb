using System.Text.Json.Serialization;
using FleetQ.Client.Json;

namespace FleetQ.Client;

/// <summary>A step's own pauses after failed attempts; what is null is the fleet's.</summary>
public sealed record StepRetry
{
    /// <summary>exponential, linear, fibonacci or constant.</summary>
    public string? Strategy { get; init; }

    /// <summary>The first pause.</summary>
    [JsonPropertyName("base_ms")]
    [JsonConverter(typeof(MillisecondsConverter))]
    public TimeSpan? BaseDelay { get; init; }

    /// <summary>No pause is longer.</summary>
    [JsonPropertyName("max_ms")]
    [JsonConverter(typeof(MillisecondsConverter))]
    public TimeSpan? MaxDelay { get; init; }

    /// <summary>Whether half of each pause is left to chance.</summary>
    public bool? Jitter { get; init; }
}
