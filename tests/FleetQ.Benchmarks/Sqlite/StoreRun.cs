using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Benchmarks.Sqlite;

/// <summary>FleetQ's store alone, in this process: what no client of a host can see apart.</summary>
internal static class StoreRun
{
    /// <summary>Claims steps that are stored, so many a claim, and leaves them claimed.</summary>
    internal static async Task<TimeSpan> ClaimAsync(int steps, int batch, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("fleetq-store-");
        try
        {
            var path = Path.Combine(folder.FullName, "fleetq.db");
            await using var store = await SqliteStore.OpenAsync(
                new SqliteStoreOptions { Path = path },
                TimeProvider.System,
                NullLoggerFactory.Instance,
                cancellationToken);
            await using (var reference = await ReferenceLoop.OpenAsync(path, cancellationToken))
            {
                reference.Submit(steps, 1000, "pending");
            }

            var pod = await RegisterAsync(store.Pods, cancellationToken);
            var request = new ClaimRequest(pod, batch, [new TypeRoom(new TaskType("echo"), batch)]);
            var start = TimeProvider.System.GetTimestamp();
            var claimed = 0;
            while (await store.Claims.ClaimAsync(request, cancellationToken) is { Count: > 0 } claims)
            {
                claimed += claims.Count;
            }

            var elapsed = TimeProvider.System.GetElapsedTime(start);
            return claimed == steps
                ? elapsed
                : throw new InvalidOperationException($"{claimed} of {steps} steps were claimed.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<PodIdentity> RegisterAsync(IPodStore pods, CancellationToken cancellationToken)
    {
        var pod = PodIdentity.New(new PodId("benchmark"), TimeProvider.System, new Random(1));
        await pods.RegisterAsync(
            new PodRegistration
            {
                Identity = pod,
                CapacityMax = FleetRun.Parallelism,
                Version = "0",
                HostName = "benchmark",
                TaskTypes = [new TaskType("echo")],
                Plugins = "[]",
            },
            cancellationToken);
        return pod;
    }
}
