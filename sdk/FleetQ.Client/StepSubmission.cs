using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FleetQ.Client.Json;

namespace FleetQ.Client;

/// <summary>A step to submit. What is null is left to the host: the task type's default, else the fleet's.</summary>
public sealed record StepSubmission
{
    /// <summary>The task type: 1 to 128 letters, digits, <c>_ - .</c></summary>
    [JsonPropertyName("type")]
    public required string TaskType { get; init; }

    /// <summary>The arguments, a JSON object; null for none. With the metadata, 1 MiB at most.</summary>
    public JsonElement? Args { get; init; }

    /// <summary>A JSON object, shown and searchable, never given meaning by FleetQ.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Higher is claimed first.</summary>
    public int? Priority { get; init; }

    /// <summary>How many failed attempts are repeated, 0 to 100.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>1 to 255 letters, digits, <c>_ - . :</c> A second submit of the same id is the first step.</summary>
    public string? StepId { get; init; }

    /// <summary>
    /// 1 to 255 characters: the same key with the same step is the first step again, with another one a conflict.
    /// </summary>
    /// <remarks>A client makes one where neither this nor an id is given, so that its own repeats are safe.</remarks>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whose work it is, 1 to 128 characters: the unit of fairness.</summary>
    public string? Tenant { get; init; }

    /// <summary>The earliest start, counted from the submit. Not beside <see cref="NotBefore"/>.</summary>
    [JsonPropertyName("delay_seconds")]
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Delay { get; init; }

    /// <summary>The earliest start.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>A step not started within this time expires. Not beside <see cref="ExpiresAt"/>.</summary>
    [JsonPropertyName("ttl_seconds")]
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>A step not started by then expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The longest that one attempt may run.</summary>
    [JsonPropertyName("timeout_seconds")]
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Timeout { get; init; }

    /// <summary>The pauses after failed attempts.</summary>
    public StepRetry? Retry { get; init; }

    /// <summary>Up to 16 strings of 1 to 64 characters, searchable.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>A step with typed arguments, written as its type information says.</summary>
    /// <param name="taskType">The task type.</param>
    /// <param name="args">What is written as a JSON object.</param>
    /// <param name="typeInfo">From a <see cref="JsonSerializerContext"/>; works in trimmed programs too.</param>
    public static StepSubmission Of<TArgs>(string taskType, TArgs args, JsonTypeInfo<TArgs> typeInfo) =>
        new() { TaskType = taskType, Args = JsonSerializer.SerializeToElement(args, typeInfo) };

    /// <summary>
    /// A step with typed arguments, written by reflection with snake_case names, as handlers read them by default.
    /// </summary>
    /// <param name="taskType">The task type.</param>
    /// <param name="args">What is written as a JSON object.</param>
    [RequiresUnreferencedCode(ArgumentJson.ReflectsUntrimmed)]
    [RequiresDynamicCode(ArgumentJson.ReflectsDynamically)]
    public static StepSubmission Of<TArgs>(string taskType, TArgs args) => Of(taskType, args, ArgumentJson.Options);

    /// <summary>A step with typed arguments, written by reflection.</summary>
    /// <param name="taskType">The task type.</param>
    /// <param name="args">What is written as a JSON object.</param>
    /// <param name="options">How it is written.</param>
    [RequiresUnreferencedCode(ArgumentJson.ReflectsUntrimmed)]
    [RequiresDynamicCode(ArgumentJson.ReflectsDynamically)]
    public static StepSubmission Of<TArgs>(string taskType, TArgs args, JsonSerializerOptions options) =>
        new() { TaskType = taskType, Args = JsonSerializer.SerializeToElement(args, options) };
}
