using System.Collections.Immutable;

using FleetQ.Engine.Storage;

using Microsoft.Extensions.Logging;

using Npgsql;

namespace FleetQ.Storage.Postgres;

/// <summary>Tells of what pods announce. Listens only while somebody subscribes, on a connection of its own.</summary>
internal sealed partial class PostgresChanges(
    PostgresConnections connections,
    SqlCatalog catalog,
    string self,
    bool canListen,
    TimeProvider time,
    ILogger<PostgresChanges> logger) : IStoreChanges, IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly ILogger logger = logger;
    private readonly Lock gate = new();
    private ImmutableArray<Action<StoreChange>> listeners = [];
    private CancellationTokenSource? stopping;
    private Task listening = Task.CompletedTask;

    /// <inheritdoc/>
    public IDisposable Subscribe(Action<StoreChange> onChange)
    {
        lock (gate)
        {
            listeners = listeners.Add(onChange);
            if (stopping is null)
            {
                stopping = new CancellationTokenSource();
                StartNeedsLock(stopping.Token);
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
            last = listening;
        }

        await last;
    }

    private void StartNeedsLock(CancellationToken cancellationToken)
    {
        if (!canListen)
        {
            LogPolled();
            return;
        }

        var before = listening;
        listening = Task.Run(() => ListenAfterAsync(before, cancellationToken), CancellationToken.None);
    }

    private void StopNeedsLock()
    {
        stopping?.Cancel();
        stopping?.Dispose();
        stopping = null;
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

    private async Task ListenAfterAsync(Task before, CancellationToken cancellationToken)
    {
        await before;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailed(exception.GetType().Name, exception.Message);
                await Task.Delay(PauseAfterFault, time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenListenerAsync(cancellationToken);
        connection.Notification += OnNotification;
        await using (var listen = SqlCommands.Create(connection, catalog, "connection/listen"))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        // What happened before is not known.
        Tell(StoreChange.Any);
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs notification) =>
        Tell(PostgresNotice.Read(notification.Payload, self));

    private void Tell(StoreChange change)
    {
        if (change is StoreChange.None)
        {
            return;
        }

        foreach (var listener in listeners)
        {
            listener(change);
        }
    }

    private sealed class Subscription(PostgresChanges changes, Action<StoreChange> onChange) : IDisposable
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
