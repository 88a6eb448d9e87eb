namespace FleetQ.Storage.Postgres;

/// <summary>A few sessions for writes, a few for reads, one for beats.</summary>
internal sealed class PostgresSessions(PostgresConnections connections, PostgresStoreOptions options)
    : ISqlSessions, IAsyncDisposable
{
    private readonly SqlSessionPool writers = new(options.WriteConnections, connections.OpenAsync);
    private readonly SqlSessionPool readers = new(options.ReadConnections, connections.OpenAsync);
    private readonly SqlSessionPool beat = new(1, connections.OpenBeatAsync);

    public ValueTask<SqlSession> RentAsync(SqlUse use, CancellationToken cancellationToken) =>
        PoolOf(use).RentAsync(cancellationToken);

    public ValueTask ReturnAsync(SqlUse use, SqlSession session, bool isSound) =>
        PoolOf(use).ReturnAsync(session, isSound);

    public async ValueTask DisposeAsync()
    {
        await writers.DisposeAsync();
        await readers.DisposeAsync();
        await beat.DisposeAsync();
    }

    private SqlSessionPool PoolOf(SqlUse use) => use switch
    {
        SqlUse.Read => readers,
        SqlUse.Write => writers,
        SqlUse.Beat => beat,
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "Unknown use."),
    };
}
