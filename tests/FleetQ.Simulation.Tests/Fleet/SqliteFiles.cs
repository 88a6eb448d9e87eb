using System.Collections.Concurrent;
using FleetQ.Engine.Storage;
using FleetQ.Storage;
using FleetQ.Storage.Sqlite;
using FleetQ.TestKit.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>Real SQLite stores for seeds, one on each thread at a time, each in a file of its own.</summary>
internal sealed class SqliteFiles : IDisposable
{
    private readonly ConcurrentDictionary<int, OpenFile> files = new();

    /// <summary>Opens the store of the next seed of this thread and removes that of the seed before.</summary>
    /// <param name="clock">The store's clock.</param>
    public StoreHandle Open(TimeProvider clock)
    {
        var threadId = Environment.CurrentManagedThreadId;
        if (files.TryRemove(threadId, out var former))
        {
            former.Dispose();
        }

        SqliteClock.Set(clock);
        return (files[threadId] = new OpenFile()).Handle;
    }

    public void Dispose()
    {
        foreach (var file in files.Values)
        {
            file.Dispose();
        }
    }

    private sealed class OpenFile : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fleetq-simulation-");
        private readonly SqliteStore store;

        public OpenFile()
        {
            var options = new SqliteStoreOptions
            {
                Path = Path.Combine(folder.FullName, "fleetq.db"),
                Synchronous = SqliteSynchronous.Normal,
                // A fault that the simulation did not draw is found out, not waited out.
                Retry = new StoreRetryOptions { MaxAttempts = 1 },
            };
            store = SqliteStore.OpenAsync(
                options, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None)
                .GetAwaiter().GetResult();
            Handle = StoreHandle.Of(store) with { Changes = new Silence() };
        }

        public StoreHandle Handle { get; }

        public void Dispose()
        {
            store.DisposeAsync().AsTask().GetAwaiter().GetResult();
            folder.Delete(recursive: true);
        }
    }

    // The store's own hints come from another thread, whose order no seed draws.
    private sealed class Silence : IStoreChanges, IDisposable
    {
        public IDisposable Subscribe(Action<StoreChange> onChange) => this;

        public void Dispose()
        {
            // Nothing is told, so nothing ends.
        }
    }
}
