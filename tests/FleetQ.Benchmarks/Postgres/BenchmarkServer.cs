using FleetQ.TestKit.Stores;
using Npgsql;

namespace FleetQ.Benchmarks.Postgres;

/// <summary>The PostgreSQL server that all contestants of a run share, each in databases of its own.</summary>
internal sealed class BenchmarkServer : IAsyncDisposable
{
    // A server that is set up for its work; synchronous_commit and all that durability needs stay as they are.
    private static readonly string[] Settings =
    [
        "shared_buffers=1GB", "max_wal_size=4GB", "checkpoint_timeout=30min",
        "shared_preload_libraries=pg_stat_statements",
        "pg_stat_statements.track=none",
    ];

    private readonly PrivatePostgres? postgres;
    private readonly string connection;
    private int databasesMade;

    private BenchmarkServer(PrivatePostgres? postgres, string connection)
    {
        this.postgres = postgres;
        this.connection = connection;
    }

    /// <summary>Why there is no server; null when there is one.</summary>
    internal static string? Absence => PostgresServer.Absence;

    internal static async Task<BenchmarkServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(PostgresServer.Variable) is { Length: > 0 } given)
        {
            return new BenchmarkServer(null, given);
        }

        var postgres = await PrivatePostgres.StartAsync(Settings);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => postgres.Stop();
        return new BenchmarkServer(postgres, postgres.Connection);
    }

    /// <summary>Makes an empty database; disposing it removes it.</summary>
    internal async Task<BenchmarkDatabase> MakeDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"fleetq_benchmark_{Environment.ProcessId}_{++databasesMade}";
        await using var open = await OpenAsync(cancellationToken);
        await open.RunAsync($"create database {name} encoding 'UTF8' template template0", cancellationToken);
        var place = new NpgsqlConnectionStringBuilder(connection) { Database = name, Pooling = false };
        return new BenchmarkDatabase(this, name, place.ConnectionString);
    }

    internal async Task DropAsync(string name)
    {
        await using var open = await OpenAsync(CancellationToken.None);
        await open.RunAsync($"drop database if exists {name} with (force)", CancellationToken.None);
        await open.RunAsync("checkpoint", CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        postgres?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var open = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connection) { Pooling = false, CommandTimeout = 600 }.ConnectionString);
        await open.OpenAsync(cancellationToken);
        return open;
    }
}
