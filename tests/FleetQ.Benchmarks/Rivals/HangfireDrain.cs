using FleetQ.Benchmarks.Processes;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.States;

namespace FleetQ.Benchmarks.Rivals;

/// <summary>Hangfire in a process of its own.</summary>
internal static class HangfireDrain
{
    /// <summary>Nobody looks into this queue: the step in it is copied.</summary>
    internal const string OriginalQueue = "original";

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Does nothing; public, because Hangfire calls it.</summary>
    public static void DoNothing()
    {
    }

    internal static async Task RunAsync(string connection, CancellationToken cancellationToken)
    {
        var storage = new PostgreSqlStorage(
            new Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(
                connection, new PostgreSqlStorageOptions { QueuePollInterval = LookInterval }),
            new PostgreSqlStorageOptions { QueuePollInterval = LookInterval });
        new BackgroundJobClient(storage).Create(() => DoNothing(), new EnqueuedState(OriginalQueue));
        using var server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = 20,
                Queues = ["default"],
                StopTimeout = TimeSpan.Zero,
                ShutdownTimeout = TimeSpan.FromSeconds(1),
            },
            storage);
        await Console.Out.WriteLineAsync(ContestantProcess.Ready);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
