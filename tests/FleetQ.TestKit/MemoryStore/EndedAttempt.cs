using System.Text.Json.Serialization;

namespace FleetQ.TestKit.MemoryStore;

/// <summary>One entry of a step's earlier attempts.</summary>
internal sealed record EndedAttempt(
    [property: JsonPropertyName("number")] int Number,
    [property: JsonPropertyName("epoch")] long Epoch,
    [property: JsonPropertyName("pod")] string? Pod,
    [property: JsonPropertyName("plugin")] string? Plugin,
    [property: JsonPropertyName("plugin_version")] string? PluginVersion,
    [property: JsonPropertyName("plugin_sha256")] string? PluginSha256,
    [property: JsonPropertyName("started")] long? StartedMs,
    [property: JsonPropertyName("ended")] long? EndedMs,
    [property: JsonPropertyName("outcome")] string Outcome,
    [property: JsonPropertyName("error")] string? Error);
