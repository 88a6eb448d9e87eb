using FleetQ.Engine.Claiming;
using FleetQ.Engine.Completion;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Membership;
using FleetQ.Engine.Recovery;
using FleetQ.Engine.Submission;
using FleetQ.Host.Settings;
using FleetQ.Storage;
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
            ShutdownTimeout = settings.ShutdownTimeout,
        },
        Submission = new SubmissionOptions { QueueSizeMax = settings.QueueSizeMax },
        Claiming = new ClaimingOptions { Interval = settings.ClaimInterval },
        Dispatching = new DispatchingOptions
        {
            MaxParallelism = settings.MaxParallelism,
            CapacityThreshold = settings.CapacityThreshold,
        },
        Completion = new CompletionOptions { DefaultRetry = settings.DefaultRetry },
        Recovery = new RecoveryOptions
        {
            Interval = settings.RecoveryInterval,
            DeadPodThreshold = settings.DeadPodThreshold,
            HeartbeatInterval = settings.HeartbeatInterval,
            Retention = settings.Retention,
        },
    };

    public static SqliteStoreOptions ToStoreOptions(this HostSettings settings) => new()
    {
        Path = Path.GetFullPath(settings.SqliteDbPath),
        Retry = new StoreRetryOptions
        {
            MaxAttempts = settings.StoreBackoff.MaxAttempts,
            BaseDelay = settings.StoreBackoff.BaseDelay,
            MaxDelay = settings.StoreBackoff.MaxDelay,
        },
    };
}
