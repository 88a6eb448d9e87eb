using FleetQ.Sdk;
using static FleetQ.Host.Settings.SettingParsers;

namespace FleetQ.Host.Settings;

/// <summary>Every setting of the host, once: reading, messages and docs/configuration.md all come from here.</summary>
internal static class SettingsCatalog
{
    public static Setting<StorageMode?> StorageMode { get; } = OptionalWord<StorageMode>(
        "STORAGE_MODE",
        "`sqlite`; `postgres` when POSTGRES is set, `snowflake` when SNOWFLAKE_CONNECTION or SNOWFLAKE_ACCOUNT is",
        "The kind of store.");

    public static Setting<string> SqliteDbPath { get; } = AnyText(
        "SQLITE_DB_PATH", "data/fleetq.db", "a path", "The database file; it is created with its folder.");

    public static Setting<string?> Postgres { get; } =
        OptionalText(
            "POSTGRES",
            "an Npgsql connection string or a postgresql:// URI",
            "The PostgreSQL database that is the store.") with
        {
            IsSecret = true,
        };

    public static Setting<bool?> PostgresPooler { get; } = OptionalSwitch(
        "POSTGRES_POOLER",
        "found out",
        "Whether a pooler in transaction mode, such as PgBouncer, stands before the server: steps of other pods then "
        + "wait for CLAIM_INTERVAL. A pooler that is found is taken for one; false is right for session mode only.");

    public static Setting<string?> PodId { get; } = new(
        "POD_ID",
        "`pod-<host>-<8 hex>`",
        "1 to 255 visible characters",
        "The pod's name. Two live pods must not share one: the later evicts the earlier.",
        static text => text.Length <= Engine.Model.PodId.LengthMax && !text.Any(char.IsControl) ? new(text) : null,
        null);

    public static Setting<int> MaxParallelism { get; } = Whole(
        "MAX_PARALLELISM", 10, 1, 10_000, "The most steps that the machine should run at once.");

    public static Setting<double> CapacityThreshold { get; } = Fraction(
        "CAPACITY_THRESHOLD",
        0.8,
        0.1,
        1.0,
        "The share of MAX_PARALLELISM that the pod uses: capacity = max(1, floor(product)).");

    public static Setting<TimeSpan> HeartbeatInterval { get; } = Seconds(
        "HEARTBEAT_INTERVAL", 10, 0.1, 300, "How often the pod says that it lives.");

    public static Setting<TimeSpan> ClaimInterval { get; } = Seconds(
        "CLAIM_INTERVAL", 5, 0.01, 60, "The longest idle wait between looks for steps, where nothing wakes the pod.");

    public static Setting<TimeSpan> RecoveryInterval { get; } = Seconds(
        "RECOVERY_INTERVAL", 30, 0.1, 3_600, "How often the leader looks for dead pods and due steps.");

    public static Setting<TimeSpan> DeadPodThreshold { get; } = Seconds(
        "DEAD_POD_THRESHOLD",
        60,
        0.2,
        86_400,
        "How long a pod may be silent. Longer: a dead pod's steps wait longer. Shorter: a slow store can cost a "
        + "healthy pod its steps.") with
    {
        DefaultText = "`60`; with Snowflake four times SNOWFLAKE_IDLE_INTERVAL",
    };

    public static Setting<int> MaxRetries { get; } = Whole(
        "MAX_RETRIES",
        3,
        0,
        100,
        "How many failed attempts are repeated where neither the submit nor the task type says it.");

    public static Setting<BackoffStrategy> RetryStrategy { get; } = Word(
        "RETRY_STRATEGY", BackoffStrategy.Exponential, "How the pauses between a step's attempts grow.");

    public static Setting<TimeSpan> RetryBaseDelay { get; } = Milliseconds(
        "RETRY_BASE_DELAY_MS", 1_000, 1, 86_400_000, "The first pause after a failed attempt.");

    public static Setting<TimeSpan> RetryMaxDelay { get; } = Milliseconds(
        "RETRY_MAX_DELAY_MS", 300_000, 1, 86_400_000, "No pause after a failed attempt is longer.");

    public static Setting<bool> RetryJitter { get; } = Switch(
        "RETRY_JITTER",
        true,
        "Leaves half of each pause to chance, so that steps that failed together come back apart.");

    public static Setting<int> BackoffMaxAttempts { get; } = Whole(
        "BACKOFF_MAX_ATTEMPTS",
        5,
        1,
        100,
        "How often an operation of the store is tried when the store has a passing fault.");

    public static Setting<TimeSpan> BackoffBaseDelay { get; } = Milliseconds(
        "BACKOFF_BASE_DELAY_MS", 50, 1, 60_000, "The first pause between those tries.");

    public static Setting<TimeSpan> BackoffMaxDelay { get; } = Milliseconds(
        "BACKOFF_MAX_DELAY_MS", 5_000, 2, 600_000, "No pause between those tries is longer.");

    public static Setting<string?> PluginsDir { get; } =
        OptionalText("PLUGINS_DIR", "a path", "The folder of plugins.") with
        {
            DefaultText = "`plugins` beside the host, else in the working folder",
        };

    public static Setting<bool?> PluginsWatch { get; } = OptionalSwitch(
        "PLUGINS_WATCH",
        "off; on when DOTNET_ENVIRONMENT or ASPNETCORE_ENVIRONMENT is `Development`",
        "Replaces changed plugins while the host runs, inside its process, and unloads them. Off: those stay until the "
        + "pod is restarted, and a change is reported.");

    public static Setting<string?> PluginsAllowlist { get; } = OptionalText(
        "PLUGINS_ALLOWLIST", "a path", "A file of SHA-256 sums; when set, nothing else is loaded.");

    public static Setting<TimeSpan> QuarantinePause { get; } = Seconds(
        "QUARANTINE_PAUSE",
        300,
        0.1,
        3_600,
        "How long a plugin, or a task type of one, that fails by its own fault is out on the pod before it is tried "
        + "again; twice as long each time that it fails again, up to an hour.");

    public static Setting<string?> StateDir { get; } = OptionalText(
        "STATE_DIR",
        "a path",
        "Where the pod notes which plugins run, so that it knows after a crash which to blame. Keep it across "
        + "restarts; pods of one machine may share it.") with
    {
        DefaultText = "a folder of the system's temporary folder, by PLUGINS_DIR; none in development",
    };

    public static Setting<string?> PluginsPublisherKeys { get; } = OptionalText(
        "PLUGINS_PUBLISHER_KEYS",
        "a path",
        "A file of public keys in PEM, ECDSA P-256; when set, only plugins that one of them signed are loaded.");

    public static Setting<string> ApiHost { get; } = Address(
        "API_HOST",
        "127.0.0.1",
        "The address that the host listens on. Other machines can reach it only with API keys or AUTH=none.");

    public static Setting<int> ApiPort { get; } =
        Whole("API_PORT", 8000, 1, 65_535, "The port that the host listens on.") with { PlatformName = "PORT" };

    public static Setting<int?> MaxQueueSize { get; } = OptionalWhole(
        "MAX_QUEUE_SIZE", 1, int.MaxValue, "Submits beyond so many waiting steps are answered with 503.");

    public static Setting<TimeSpan?> RetentionCompleted { get; } = Age(
        "RETENTION_COMPLETED", "7d", "How long completed steps are kept.");

    public static Setting<TimeSpan?> RetentionFailed { get; } = Age(
        "RETENTION_FAILED", "30d", "How long failed steps are kept.");

    public static Setting<TimeSpan?> RetentionCancelled { get; } = Age(
        "RETENTION_CANCELLED", "1d", "How long cancelled and expired steps are kept.");

    public static Setting<TimeSpan> ShutdownTimeout { get; } = Seconds(
        "SHUTDOWN_TIMEOUT",
        30,
        0.1,
        3_600,
        "How long a stopping pod lets its steps run before it cancels and releases them.");

    public static Setting<LogLevelWord> LogLevel { get; } = Word(
        "LOG_LEVEL", LogLevelWord.Info, "The least level that is logged.");

    public static Setting<LogFormat?> LogFormat { get; } = OptionalWord<LogFormat>(
        "LOG_FORMAT", "`console`; `json` in a container", "What log lines look like.");

    public static Setting<string?> ApiKeys { get; } =
        OptionalText(
            "API_KEYS",
            "name:role:key, one per line or comma",
            "The keys that callers need; roles viewer, submitter, operator, admin.") with
        {
            IsSecret = true,
        };

    public static Setting<string?> ApiKeysFile { get; } = OptionalText(
        "API_KEYS_FILE", "a path", "A file of such keys; it is read again when it changes.");

    public static Setting<AuthMode> Auth { get; } = Word(
        "AUTH", AuthMode.Keys, "Says that the host may listen on other addresses without any key.");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        StorageMode, SqliteDbPath, Postgres, PostgresPooler, .. SnowflakeCatalog.All,
        PodId, MaxParallelism, CapacityThreshold, HeartbeatInterval, ClaimInterval,
        RecoveryInterval,
        DeadPodThreshold, MaxRetries, RetryStrategy, RetryBaseDelay, RetryMaxDelay, RetryJitter, BackoffMaxAttempts,
        BackoffBaseDelay,
        BackoffMaxDelay, PluginsDir, PluginsWatch, PluginsAllowlist, PluginsPublisherKeys, QuarantinePause, StateDir,
        ApiHost, ApiPort,
        MaxQueueSize, RetentionCompleted,
        RetentionFailed,
        RetentionCancelled, ShutdownTimeout, LogLevel, LogFormat, ApiKeys, ApiKeysFile, Auth,
    ];

    /// <summary>
    /// Names that are decided but not built: setting one is an error that says so, never a setting without effect.
    /// </summary>
    public static IReadOnlyList<string> NotInThisVersion { get; } =
    [
        "RATE_LIMIT", "ASSIGNED_TENANTS", "STEAL_TENANTS", "CRITICAL_PRIORITY",
    ];

    /// <summary>
    /// What the names of plugins' own settings start with, behind the prefix; they are the plugins' to judge.
    /// </summary>
    public const string PluginPrefix = "PLUGIN_";
}
