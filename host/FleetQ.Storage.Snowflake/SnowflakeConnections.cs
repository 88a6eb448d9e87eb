using System.Data.Common;

namespace FleetQ.Storage.Snowflake;

/// <summary>Opens sessions. They are kept by their owners.</summary>
internal sealed class SnowflakeConnections(
    DbProviderFactory provider,
    SnowflakeStoreOptions options,
    SqlCatalog catalog,
    SnowflakeFaults faults,
    WriteTokens tokens)
{
    /// <summary>Opens a session.</summary>
    public async Task<SqlSession> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = NewConnection();
        var session = new SqlSession(connection, catalog, prepares: false)
        {
            DrawToken = tokens.Draw,
            Timeout = options.CommandTimeout,
        };
        return await SettleAsync(session, () => connection.OpenAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Opens a session whose calls are done when they return, and returns when it is open.</summary>
    public Task<SqlSession> OpenBeatAsync(CancellationToken cancellationToken)
    {
        var connection = NewConnection();
        var session = new SqlSession(connection, catalog, prepares: false, blocks: true)
        {
            DrawToken = tokens.Draw,
            Timeout = options.BeatTimeout,
        };
        return SettleAsync(
            session,
            () =>
            {
                Open(connection);
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    private static void Open(DbConnection connection) => connection.Open();

    private DbConnection NewConnection()
    {
        var connection = provider.CreateConnection()
            ?? throw new InvalidOperationException("The provider makes no connections.");
        connection.ConnectionString = options.Connection;
        return connection;
    }

    private async Task<SqlSession> SettleAsync(
        SqlSession session, Func<Task> openAsync, CancellationToken cancellationToken)
    {
        var isOpen = false;
        try
        {
            await openAsync();
            await session.RunScriptAsync("connection/open_session", cancellationToken);
            isOpen = true;
            return session;
        }
        catch (Exception exception) when (
            exception is DbException or HttpRequestException or IOException or TimeoutException
            && faults.Classify(exception).Kind is SqlFaultKind.Ambiguous)
        {
            throw new SnowflakeUnreachableException(exception);
        }
        finally
        {
            if (!isOpen)
            {
                await session.DisposeAsync();
            }
        }
    }
}
