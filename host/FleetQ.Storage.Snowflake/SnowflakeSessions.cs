namespace FleetQ.Storage.Snowflake;

/// <summary>
/// One session for all writes of the pod, one for its beats, a few for reads. A table takes one writer at a time and
/// refuses the twenty-first that waits, so the writes of a pod wait for each other here, where waiting is free.
/// </summary>
internal sealed class SnowflakeSessions(SnowflakeConnections connections, SnowflakeStoreOptions options)
    : ISqlSessions, IAsyncDisposable
{
    private readonly SqlSessionPool writer = new(1, connections.OpenAsync);
    private readonly SqlSessionPool readers = new(options.ReadConnections, connections.OpenAsync);
    private readonly SqlSessionPool beat = new(1, connections.OpenBeatAsync);

    public ValueTask<SqlSession> RentAsync(SqlUse use, CancellationToken cancellationToken) =>
        PoolOf(use).RentAsync(cancellationToken);

    public ValueTask ReturnAsync(SqlUse use, SqlSession session, bool isSound) =>
        PoolOf(use).ReturnAsync(session, isSound);

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await readers.DisposeAsync();
        await beat.DisposeAsync();
    }

    private SqlSessionPool PoolOf(SqlUse use) => use switch
    {
        SqlUse.Read => readers,
        SqlUse.Write => writer,
        SqlUse.Beat => beat,
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "Unknown use."),
    };
}
