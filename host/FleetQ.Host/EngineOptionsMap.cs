using FleetQ.Engine.Claiming;
using FleetQ.Engine.Completion;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Membership;
using FleetQ.Engine.Recovery;
using FleetQ.Engine.Submission;
using FleetQ.Host.Settings;
using FleetQ.Storage;
using FleetQ.Storage.Postgres;
using FleetQ.Storage.Snowflake;
using FleetQ.Storage.Sqlite;

namespace FleetQ.Host;

/// <summary>Gives each stage the settings that are its own.</summary>
internal static class EngineOptionsMap
{
    public static EngineOptions ToEngineOptions(this HostSettings settings, HostIdentity identity) => new()
    {
        Membership = new MembershipOptions
        {
            PodId = identity.PodId,
            Version = identity.Version,
            HostName = Environment.MachineName,
            HeartbeatInterval = settings.HeartbeatInterval,
            DeadPodThreshold = settings.DeadPodThreshold,
            Idle = IdleWaveOf(settings),
            ShutdownTimeout = settings.ShutdownTimeout,
        },
        Submission = new SubmissionOptions { QueueSizeMax = settings.QueueSizeMax },
        Claiming = new ClaimingOptions { Interval = settings.ClaimInterval, Idle = IdleWaveOf(settings) },
        Dispatching = new DispatchingOptions
        {
            MaxParallelism = settings.MaxParallelism,
            CapacityThreshold = settings.CapacityThreshold,
        },
        Completion = new CompletionOptions { DefaultRetry = settings.DefaultRetry },
        Recovery = new RecoveryOptions
        {
            Interval = settings.RecoveryInterval,
            Idle = IdleWaveOf(settings),
            DeadPodThreshold = settings.DeadPodThreshold,
            HeartbeatInterval = settings.HeartbeatInterval,
            Retention = settings.Retention,
        },
    };

    public static SqliteStoreOptions ToSqliteOptions(this HostSettings settings) => new()
    {
        Path = Path.GetFullPath(settings.SqliteDbPath),
        Retry = RetryOf(settings),
    };

    public static PostgresStoreOptions ToPostgresOptions(this HostSettings settings) => new()
    {
        Connection = settings.Postgres!,
        IsPooled = settings.PostgresPooler,
        // What takes longer than a pod may be silent is of no use to it. Seconds, since the driver counts in them.
        CommandTimeout = Between(settings.DeadPodThreshold / 2, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15)),
        BeatTimeout = Between(settings.HeartbeatInterval, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)),
        Retry = RetryOf(settings),
    };

    public static SnowflakeStoreOptions ToSnowflakeOptions(this HostSettings settings) => new()
    {
        Connection = settings.Snowflake!.Connection,
        Transport = settings.Snowflake.Transport,
        Tables = settings.Snowflake.Tables,
        IdleInterval = IdleIntervalOf(settings),
        BusyInterval = settings.ClaimInterval < settings.HeartbeatInterval
            ? settings.ClaimInterval
            : settings.HeartbeatInterval,
        AutoSuspend = settings.Snowflake.AutoSuspend,
        CommandTimeout = Between(settings.DeadPodThreshold / 2, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)),
        BeatTimeout = Between(settings.DeadPodThreshold / 4, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15)),
        Retry = RetryOf(settings),
    };

    private static TimeSpan? IdleIntervalOf(HostSettings settings) => settings.Snowflake is { } snowflake
        ? SnowflakeReading.IdleIntervalOf(snowflake, settings.DeadPodThreshold)
        : null;

    private static IdleWave? IdleWaveOf(HostSettings settings) =>
        IdleIntervalOf(settings) is { } interval ? new IdleWave(interval) : null;

    private static TimeSpan Between(TimeSpan value, TimeSpan min, TimeSpan max) =>
        value < min ? min : value > max ? max : value;

    private static StoreRetryOptions RetryOf(HostSettings settings) => new()
    {
        MaxAttempts = settings.StoreBackoff.MaxAttempts,
        BaseDelay = settings.StoreBackoff.BaseDelay,
        MaxDelay = settings.StoreBackoff.MaxDelay,
    };
}
