using System.Data.Common;

namespace FleetQ.TestKit.Fleet;

/// <summary>A transaction that holds others up until it is disposed; what it did is undone.</summary>
internal sealed class HeldTransaction(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
