using Npgsql;

namespace FleetQ.Benchmarks.Postgres;

/// <summary>Statements that are run once.</summary>
internal static class ConnectionStatements
{
    /// <summary>Runs statements without an answer.</summary>
    internal static async Task RunAsync(
        this NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Reads the one value of a statement.</summary>
    internal static async Task<T> ReadAsync<T>(
        this NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
