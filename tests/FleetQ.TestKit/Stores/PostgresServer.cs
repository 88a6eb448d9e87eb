using Npgsql;

namespace FleetQ.TestKit.Stores;

/// <summary>
/// The PostgreSQL server of this test program: the one that FLEETQ_TEST_POSTGRES names, or a private one, started from
/// the installed programs when the first test needs it and stopped with the test program.
/// </summary>
public sealed class PostgresServer
{
    public const string Variable = "FLEETQ_TEST_POSTGRES";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartSharedAsync);

    private int databasesMade;

    private PostgresServer(string connection) => Connection = connection;

    /// <summary>Of a user that may make databases.</summary>
    public string Connection { get; }

    /// <summary>Why there is no server; null when there is one.</summary>
    public static string? Absence { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } || PostgresPrograms.Find("initdb") is not null
            ? null
            : $"PostgreSQL is skipped: install it (initdb is not found), or set {Variable} to the connection string "
                + "of a server on which databases may be made.";

    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> MakeDatabaseAsync()
    {
        var name = $"fleetq_test_{Environment.ProcessId}_{Interlocked.Increment(ref databasesMade)}";
        await RunAsync($"create database {name} encoding 'UTF8' template template0");
        return new NpgsqlConnectionStringBuilder(Connection) { Database = name, Pooling = false }.ConnectionString;
    }

    /// <summary>Ends all that is connected to a database, and removes it.</summary>
    public Task DropDatabaseAsync(string database) =>
        RunAsync($"drop database if exists {new NpgsqlConnectionStringBuilder(database).Database} with (force)");

    private static async Task<PostgresServer> StartSharedAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return new PostgresServer(
                new NpgsqlConnectionStringBuilder(given) { Pooling = false }.ConnectionString);
        }

        var process = await PrivatePostgres.StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Dispose();
        return new PostgresServer(process.Connection);
    }

    private async Task RunAsync(string sql)
    {
        await using var open = await PostgresByHand.OpenAsync(Connection, CancellationToken.None);
        await using var command = open.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
