using System.Threading.Channels;

using FleetQ.Engine.Storage;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Postgres;

/// <summary>
/// Tells all pods after a write that one of them may wait for. Writes that come while one announcement is on its way
/// share the next, so there is at most one a flush.
/// </summary>
/// <remarks>
/// The server lets only one transaction that notifies commit at a time. So a write never notifies itself: the
/// announcement follows it on its own, and is lost with the pod that dies between the two.
/// </remarks>
internal sealed partial class PostgresAnnouncer : IAsyncDisposable
{
    private const string NotifyChanges = "connection/notify_changes";

    private static readonly TimeSpan PauseBetween = TimeSpan.FromMilliseconds(2);

    private readonly PostgresSessions sessions;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<bool> due = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Task announcing;
    private readonly string sender;
    private int pending;

    /// <summary>Starts to announce, or never does.</summary>
    public PostgresAnnouncer(
        PostgresSessions sessions, string sender, bool isOn, TimeProvider time, ILogger<PostgresAnnouncer> logger)
    {
        this.sender = sender;
        this.sessions = sessions;
        this.time = time;
        this.logger = logger;
        announcing = isOn ? Task.Run(() => AnnounceUntilStoppedAsync(stopping.Token)) : Task.CompletedTask;
    }

    /// <summary>Takes note of a write.</summary>
    public void OnWritten(StoreChange change)
    {
        Interlocked.Or(ref pending, (int)change);
        due.Writer.TryWrite(true);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await announcing;
        stopping.Dispose();
    }

    private async Task AnnounceUntilStoppedAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await due.Reader.ReadAsync(cancellationToken);
                await AnnounceAsync(cancellationToken);
                await Task.Delay(PauseBetween, time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailed(exception.GetType().Name, exception.Message);
            }
        }
    }

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        var session = await sessions.RentAsync(SqlUse.Write, cancellationToken);
        var isSound = false;
        try
        {
            var text = PostgresNotice.Write((StoreChange)Interlocked.Exchange(ref pending, 0), sender);
            await session.QueryAsync(NotifyChanges, [("notice", text)], static _ => true, cancellationToken);
            isSound = true;
        }
        finally
        {
            await sessions.ReturnAsync(SqlUse.Write, session, isSound);
        }
    }
}
