using FleetQ.Benchmarks.Postgres;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Benchmarks;

/// <summary>Pods under measurement: all is as a user starts with, but for how many steps run at once.</summary>
internal static class PodOptions
{
    /// <summary>On a file of their own.</summary>
    internal static PodSettings OnSqlite(int parallelism) => new()
    {
        HeartbeatInterval = TimeSpan.FromSeconds(10),
        DeadPodThreshold = TimeSpan.FromSeconds(60),
        RecoveryInterval = TimeSpan.FromSeconds(30),
        ClaimInterval = TimeSpan.FromSeconds(5),
        MaxParallelism = parallelism,
        CapacityThreshold = 1,
    };

    /// <summary>On a database of the server.</summary>
    internal static PodSettings On(BenchmarkDatabase database, int parallelism) => OnSqlite(parallelism) with
    {
        Others = new Dictionary<string, string?>
        {
            ["STORAGE_MODE"] = "postgres",
            ["SQLITE_DB_PATH"] = null,
            ["POSTGRES"] = database.Connection,
        },
    };
}
