using System.Text.Json;
using System.Text.Json.Serialization;
using FleetQ.PluginHost.Quarantine;

namespace FleetQ.PluginHost;

/// <summary>What became of one plugin of the folder.</summary>
public sealed record PluginReport
{
    /// <summary>The name: the folder's, or the lone DLL's without its extension.</summary>
    public required string Name { get; init; }

    /// <summary>The path that holds it.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// Its informational version without build metadata, else its assembly version; null when it could not be read.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>
    /// The contract of FleetQ.Sdk that it was built for, such as <c>1.0</c>; null when it could not be read.
    /// </summary>
    public string? Contract { get; init; }

    /// <summary>
    /// SHA-256 over the names and sums of all its files, in lower-case hexadecimal digits; null when they could not be
    /// read.
    /// </summary>
    public string? Sha256 { get; init; }

    /// <summary>Whether it serves.</summary>
    public required PluginState State { get; init; }

    /// <summary>What it serves; empty when it was refused, without what is quarantined.</summary>
    public IReadOnlyList<PluginTaskType> TaskTypes { get; init; } = [];

    /// <summary>
    /// <c>process</c> when it runs in a process of its own; null when it runs in the host's, or not at all.
    /// </summary>
    public string? Isolation { get; init; }

    /// <summary>Since when this version serves; null when none does.</summary>
    public DateTimeOffset? SinceTs { get; init; }

    /// <summary>The version of newer files that were refused; null when none were, or they do not tell.</summary>
    public string? RefusedVersion { get; init; }

    /// <summary>What of it is out on this pod, and until when.</summary>
    public IReadOnlyList<QuarantineReport> Quarantine { get; init; } = [];

    /// <summary>How many of its handlers ignore their cancelled token; each keeps a place of the pod.</summary>
    public int Abandoned { get; init; }

    /// <summary>Earlier versions that are still in memory, oldest first.</summary>
    public IReadOnlyList<RetiredReport> Retired { get; init; } = [];

    /// <summary>Tells whether its handlers run steps.</summary>
    [JsonIgnore]
    public bool Serves => TaskTypes.Count > 0;

    /// <summary>
    /// Why it, or its newer version, was refused or is quarantined, as one of <see cref="RefusalCodes"/>; null when all
    /// is well.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>The same as a sentence that says what to change; null when all is well.</summary>
    public string? Error { get; init; }

    /// <summary>Settings that have no effect, each as a sentence that says what to change.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The report as a JSON object.</summary>
    public string ToJson() => PluginReportJson.Write(this);
}

/// <summary>Whether a plugin serves.</summary>
public enum PluginState
{
    /// <summary>Its handlers run steps.</summary>
    Loaded,

    /// <summary>Nothing of it runs.</summary>
    Refused,

    /// <summary>Its handlers run steps; newer files of it were refused.</summary>
    UpdateRefused,

    /// <summary>Its handlers run steps; its files changed, and are loaded when the pod is started again.</summary>
    RestartNeeded,

    /// <summary>It fails by its own fault: all or some of its task types are out on this pod for a while.</summary>
    Quarantined,

    /// <summary>Its files are gone. Where it still has task types, it serves them until the pod ends.</summary>
    Removed,
}

/// <summary>A task type that a plugin serves: its handler's defaults, and over them what the operator set.</summary>
/// <param name="TaskType">The name.</param>
/// <param name="MaxRetries">How many failed attempts are repeated; null leaves it to the host's settings.</param>
/// <param name="TimeoutSeconds">The longest attempt; null for no limit.</param>
/// <param name="MaxConcurrency">How many steps of it one pod runs at once; null for the pod's capacity.</param>
public sealed record PluginTaskType(string TaskType, int? MaxRetries, double? TimeoutSeconds, int? MaxConcurrency)
{
    /// <summary>The task type that this is an earlier name of; null for a name of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AliasOf { get; init; }

    /// <summary>
    /// Which of <c>max_retries</c>, <c>timeout_seconds</c> and <c>max_concurrency</c> the operator set; null for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Overridden { get; init; }

    /// <summary>Whether every submit's arguments are checked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Validate { get; init; }

    /// <summary>The JSON Schema of its arguments; null when the plugin does not tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? ArgumentsSchema { get; init; }
}
