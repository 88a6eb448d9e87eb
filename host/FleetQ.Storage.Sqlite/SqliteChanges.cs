using System.Collections.Immutable;

using FleetQ.Engine.Storage;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Sqlite;

/// <summary>
/// Tells of commits by any connection, of this process or another. Looks only while somebody listens.
/// </summary>
internal sealed partial class SqliteChanges(
    SqliteConnections connections, string path, TimeProvider time, ILogger<SqliteChanges> logger)
    : IStoreChanges, IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly ILogger logger = logger;
    private readonly Lock gate = new();
    private ImmutableArray<Action<StoreChange>> listeners = [];
    private CancellationTokenSource? stopping;
    private Task watching = Task.CompletedTask;

    /// <inheritdoc/>
    public IDisposable Subscribe(Action<StoreChange> onChange)
    {
        lock (gate)
        {
            listeners = listeners.Add(onChange);
            if (stopping is null)
            {
                stopping = new CancellationTokenSource();
                var token = stopping.Token;
                var before = watching;
                watching = Task.Run(() => WatchAfterAsync(before, token), CancellationToken.None);
            }
        }

        return new Subscription(this, onChange);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task last;
        lock (gate)
        {
            listeners = [];
            StopNeedsLock();
            last = watching;
        }

        await last;
    }

    private void Unsubscribe(Action<StoreChange> onChange)
    {
        lock (gate)
        {
            listeners = listeners.Remove(onChange);
            if (listeners.IsEmpty)
            {
                StopNeedsLock();
            }
        }
    }

    private void StopNeedsLock()
    {
        stopping?.Cancel();
        stopping?.Dispose();
        stopping = null;
    }

    private async Task WatchAfterAsync(Task before, CancellationToken stopping)
    {
        await before;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailed(exception.GetType().Name, exception.Message);
                await Task.Delay(PauseAfterFault, time, stopping)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        // Not disposed: a prompt may still be on its way when the watcher ends.
        var prompts = new SemaphoreSlim(0, 1);
        using var watcher = SqliteLogWatcher.TryStart(path, () => Prompt(prompts), out var reason);
        if (watcher is null)
        {
            LogPolled(path, reason ?? "");
        }

        await using var session = await connections.OpenAsync("connection/open_read", stopping);
        var pace = new SqliteChangePace(hasPrompts: watcher is not null);
        var seen = await ReadVersionAsync(session, stopping);
        // What happened before the first look is not known.
        Tell();
        while (true)
        {
            var wasPrompted = await prompts.WaitAsync(pace.Wait, stopping);
            var version = await ReadVersionAsync(session, stopping);
            if (pace.Note(wasPrompted, hasChanged: version != seen))
            {
                LogPolled(path, "Its watcher does not see the changes.");
            }

            if (version != seen)
            {
                seen = version;
                Tell();
                // Prompts of one commit come in swarms.
                await Task.Delay(SqliteChangePace.Shortest, time, stopping);
            }
        }
    }

    private static async Task<long> ReadVersionAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var versions = await session.QueryAsync(
            "connection/read_data_version", [], static row => row.GetInt64(0), cancellationToken);
        return versions[0];
    }

    private void Tell()
    {
        foreach (var listener in listeners)
        {
            listener(StoreChange.Any);
        }
    }

    private static void Prompt(SemaphoreSlim prompts)
    {
        // Events come one after the other, so two never release at once.
        if (prompts.CurrentCount == 0)
        {
            prompts.Release();
        }
    }

    private sealed class Subscription(SqliteChanges changes, Action<StoreChange> onChange) : IDisposable
    {
        private int isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isDisposed, 1) == 0)
            {
                changes.Unsubscribe(onChange);
            }
        }
    }
}
