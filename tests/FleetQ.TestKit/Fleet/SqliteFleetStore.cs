using System.Data.Common;

using Microsoft.Data.Sqlite;

namespace FleetQ.TestKit.Fleet;

/// <summary>One file that all hosts share.</summary>
/// <param name="folder">Where it is; removed with the fleet.</param>
internal sealed class SqliteFleetStore(string folder) : IFleetStore
{
    private readonly string path = FleetInABox.DatabasePathIn(folder);

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["STORAGE_MODE"] = "sqlite",
        ["SQLITE_DB_PATH"] = path,
    };

    public async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public async Task<IAsyncDisposable> HoldWritesAsync(CancellationToken cancellationToken)
    {
        // This driver's transactions take the write lock at once.
        var connection = await ConnectAsync(cancellationToken);
        return new HeldTransaction(connection, await connection.BeginTransactionAsync(cancellationToken));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
