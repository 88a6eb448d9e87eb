using System.Text.Json.Serialization;
using FleetQ.Client.Json;

namespace FleetQ.Client;

/// <summary>One plugin of one pod.</summary>
public sealed record PluginDetails
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where that pod has it.</summary>
    public string? Folder { get; init; }

    /// <summary>Its version; null when it could not be read.</summary>
    public string? Version { get; init; }

    /// <summary>The contract of FleetQ.Sdk that it was built for.</summary>
    public string? Contract { get; init; }

    /// <summary>SHA-256 of it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>loaded, refused, or another word of the host's.</summary>
    public string State { get; init; } = "";

    /// <summary>What it serves.</summary>
    public IReadOnlyList<PluginTaskType> TaskTypes { get; init => field = value ?? []; } = [];

    /// <summary>Since when this version serves.</summary>
    [JsonPropertyName("since_ts")]
    public DateTimeOffset? Since { get; init; }

    /// <summary>The version of newer files that were refused while this one goes on serving.</summary>
    public string? RefusedVersion { get; init; }

    /// <summary>Why it, or its newer version, was refused, as a word.</summary>
    public string? Code { get; init; }

    /// <summary>The same as a sentence that says what to change.</summary>
    public string? Error { get; init; }

    /// <summary>Settings that have no effect, each as a sentence.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
}

/// <summary>A task type that a plugin serves, with its handler's defaults and what the operator set.</summary>
public sealed record PluginTaskType
{
    /// <summary>The name.</summary>
    public required string TaskType { get; init; }

    /// <summary>How many failed attempts are repeated; null for the host's.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>The longest attempt; null for no limit.</summary>
    [JsonPropertyName("timeout_seconds")]
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many steps of it one pod runs at once; null for its capacity.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>
    /// Which of <c>max_retries</c>, <c>timeout_seconds</c> and <c>max_concurrency</c> the operator set over the
    /// handler.
    /// </summary>
    public IReadOnlyList<string> Overridden { get; init => field = value ?? []; } = [];
}

/// <summary>The plugins of a fleet.</summary>
public sealed record FleetPlugins
{
    /// <summary>The pod that answered.</summary>
    public required string PodId { get; init; }

    /// <summary>Its plugins, refused ones too.</summary>
    public IReadOnlyList<PluginDetails> Plugins { get; init => field = value ?? []; } = [];

    /// <summary>The plugins of every live pod, by its name, as of its last beat that told of a change.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PluginDetails>> Pods { get; init; } =
        new Dictionary<string, IReadOnlyList<PluginDetails>>();
}
