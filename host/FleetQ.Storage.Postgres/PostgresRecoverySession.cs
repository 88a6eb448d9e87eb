namespace FleetQ.Storage.Postgres;

/// <summary>Recovery's own session, so that it neither waits for submits and outcomes nor makes them wait.</summary>
internal sealed class PostgresRecoverySession(PostgresConnections connections) : ISqlSessions, IAsyncDisposable
{
    private readonly SqlSessionPool only = new(1, connections.OpenAsync);

    public ValueTask<SqlSession> RentAsync(SqlUse use, CancellationToken cancellationToken) =>
        only.RentAsync(cancellationToken);

    public ValueTask ReturnAsync(SqlUse use, SqlSession session, bool isSound) => only.ReturnAsync(session, isSound);

    public ValueTask DisposeAsync() => only.DisposeAsync();
}
