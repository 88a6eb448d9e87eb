namespace FleetQ.Storage.Sqlite;

/// <summary>One writer a process behind a queue, one session for beats, a few for reads.</summary>
internal sealed class SqliteSessions(
    SqliteConnections connections, SqliteStoreOptions options, SqliteBeatFlag beatFlag) : ISqlSessions, IAsyncDisposable
{
    private readonly SqlSessionPool writer = new(
        1, token => connections.OpenAsync(SettingsOfWriter(options.Synchronous), token));

    private readonly SqlSessionPool beat = new(1, token => connections.OpenAsync("connection/open_beat", token));

    private readonly SqlSessionPool readers = new(
        options.ReadConnections, token => connections.OpenAsync("connection/open_read", token));

    public async ValueTask<SqlSession> RentAsync(SqlUse use, CancellationToken cancellationToken)
    {
        var session = await PoolOf(use).RentAsync(cancellationToken);
        var isReady = false;
        try
        {
            if (use is SqlUse.Beat)
            {
                beatFlag.Raise();
            }
            else if (use is SqlUse.Write)
            {
                await beatFlag.LetPassAsync();
            }

            isReady = true;
            return session;
        }
        finally
        {
            // There is one writer: it must not be lost to a disk that fails to tell of the flag.
            if (!isReady)
            {
                await ReturnAsync(use, session, isSound: true);
            }
        }
    }

    public ValueTask ReturnAsync(SqlUse use, SqlSession session, bool isSound)
    {
        if (use is SqlUse.Beat)
        {
            beatFlag.Lower();
        }

        return PoolOf(use).ReturnAsync(session, isSound);
    }

    public async ValueTask DisposeAsync()
    {
        await readers.DisposeAsync();
        await beat.DisposeAsync();
        // Last, since the last connection to close folds the log into the database, which the others are not set to do.
        await writer.DisposeAsync();
    }

    private SqlSessionPool PoolOf(SqlUse use) => use switch
    {
        SqlUse.Read => readers,
        SqlUse.Write => writer,
        SqlUse.Beat => beat,
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "Unknown use."),
    };

    private static string SettingsOfWriter(SqliteSynchronous synchronous) => synchronous switch
    {
        SqliteSynchronous.Full => "connection/open_write_full",
        SqliteSynchronous.Normal => "connection/open_write_normal",
        _ => throw new ArgumentOutOfRangeException(nameof(synchronous), synchronous, "Unknown setting."),
    };
}
