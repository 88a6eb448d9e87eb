using Microsoft.Data.Sqlite;

using SQLitePCL;

namespace FleetQ.Storage.Sqlite;

/// <summary>Opens connections to the file.</summary>
/// <param name="path">The database file.</param>
/// <param name="busyTimeout">How long SQLite waits for another writer.</param>
/// <param name="catalog">The files with the settings of connections.</param>
internal sealed class SqliteConnections(string path, TimeSpan busyTimeout, SqlCatalog catalog)
{
    private readonly string connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWriteCreate,
        // Sessions are kept by their owners; a pool below them would keep the file open after they close.
        Pooling = false,
        // The driver's own wait looks every 150 ms, for as long as this. SQLite's, set below, is over first and looks
        // more often.
        DefaultTimeout = 1,
    }.ToString();

    /// <summary>Opens a session.</summary>
    /// <param name="settings">The catalog's name of its settings.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SqlSession> OpenAsync(string settings, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(connectionString);
        var session = new SqlSession(connection, catalog, prepares: true);
        var isOpen = false;
        try
        {
            await connection.OpenAsync(cancellationToken);
            _ = raw.sqlite3_busy_timeout(connection.Handle, (int)busyTimeout.TotalMilliseconds);
            await session.RunScriptAsync(settings, cancellationToken);
            isOpen = true;
            return session;
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
