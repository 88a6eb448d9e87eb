using FleetQ.Engine.Model;
using FleetQ.Host.Security;

namespace FleetQ.Host.Settings;

/// <summary>All that an operator decided, checked: the host reads its settings once, at start.</summary>
internal sealed record HostSettings
{
    public StorageMode StorageMode { get; init; }

    public required string SqliteDbPath { get; init; }

    /// <summary>A connection string with its password: never shown. Null unless the store is PostgreSQL.</summary>
    public string? Postgres { get; init; }

    public bool? PostgresPooler { get; init; }

    /// <summary>Null unless the store is Snowflake.</summary>
    public SnowflakeSettings? Snowflake { get; init; }

    /// <summary>Null when the host makes a name.</summary>
    public PodId? PodId { get; init; }

    public required int MaxParallelism { get; init; }

    public required double CapacityThreshold { get; init; }

    public required TimeSpan HeartbeatInterval { get; init; }

    public required TimeSpan ClaimInterval { get; init; }

    public required TimeSpan RecoveryInterval { get; init; }

    public required TimeSpan DeadPodThreshold { get; init; }

    public required int MaxRetries { get; init; }

    public required RetryPolicy DefaultRetry { get; init; }

    public required StoreBackoff StoreBackoff { get; init; }

    /// <summary>Null for the folder beside the host, or else in the working folder.</summary>
    public string? PluginsDir { get; init; }

    public string? PluginsAllowlist { get; init; }

    public string? PluginsPublisherKeys { get; init; }

    /// <summary>True for development: plugins inside the process are replaced when their files change.</summary>
    public bool ReloadsPlugins { get; init; }

    public required TimeSpan QuarantinePause { get; init; }

    /// <summary>Null for one in the temporary folder, and for none in development.</summary>
    public string? StateDir { get; init; }

    public required string ApiHost { get; init; }

    public required int ApiPort { get; init; }

    /// <summary>Null for no limit.</summary>
    public int? QueueSizeMax { get; init; }

    public required Retention Retention { get; init; }

    public required TimeSpan ShutdownTimeout { get; init; }

    public required LogLevelWord LogLevel { get; init; }

    public required LogFormat LogFormat { get; init; }

    /// <summary>The keys of the environment; the file's are read by themselves.</summary>
    public required IReadOnlyList<ApiKey> ApiKeys { get; init; }

    public string? ApiKeysFile { get; init; }

    /// <summary>True when callers need a key.</summary>
    public bool NeedsKeys => ApiKeys.Count > 0 || ApiKeysFile is not null;

    // A record's own text shows all it holds, the password of a connection string too.
    public override string ToString() => nameof(HostSettings);
}

/// <summary>How the store's own passing faults are repeated.</summary>
internal sealed record StoreBackoff(int MaxAttempts, TimeSpan BaseDelay, TimeSpan MaxDelay);
