using FleetQ.TestKit.Stores;

using Npgsql;

namespace FleetQ.Storage.Tests.Postgres;

/// <summary>A raw connection, for tests that look behind the ports.</summary>
internal sealed class PostgresRawDatabase : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    private PostgresRawDatabase(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<PostgresRawDatabase> OpenAsync(string connectionString)
    {
        var token = TestContext.Current.CancellationToken;
        return new PostgresRawDatabase(await PostgresByHand.OpenAsync(connectionString, token));
    }

    /// <summary>Reads all rows, each as its columns with a bar between.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(string sql, params (string Name, object Value)[] values)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var columns = new object[reader.FieldCount];
            reader.GetValues(columns);
            rows.Add(string.Join('|', columns));
        }

        return rows;
    }

    public async Task RunAsync(string sql) => await ReadAsync(sql);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
