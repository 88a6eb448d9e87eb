using System.Data.Common;

using FleetQ.TestKit.Stores;
using Npgsql;

namespace FleetQ.TestKit.Fleet;

/// <summary>One database that all hosts share.</summary>
/// <param name="connectionString">Names it.</param>
/// <param name="dropAsync">Removes the database; null when its server goes anyway.</param>
public sealed class PostgresFleetStore(string connectionString, Func<string, Task>? dropAsync = null) : IFleetStore
{
    /// <summary>What a host reads, when that is another way to the same database; null for the test's own.</summary>
    public string? HostConnection { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["STORAGE_MODE"] = "postgres",
        ["POSTGRES"] = HostConnection ?? connectionString,
    };

    /// <inheritdoc/>
    public async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await PostgresByHand.OpenAsync(connectionString, cancellationToken);

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> HoldWritesAsync(CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(cancellationToken);
        while (true)
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            try
            {
                await using var command = connection.CreateCommand();
                command.CommandText = "lock table step_tracker, pod_health, fleet_state in exclusive mode";
                await command.ExecuteNonQueryAsync(cancellationToken);
                return new HeldTransaction(connection, transaction);
            }
            catch (PostgresException deadlock) when (deadlock.SqlState is PostgresErrorCodes.DeadlockDetected)
            {
                // A pod had one of the tables and wanted another; the server chose this side to give way.
                await transaction.DisposeAsync();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (dropAsync is not null)
        {
            await dropAsync(connectionString);
        }
    }
}
