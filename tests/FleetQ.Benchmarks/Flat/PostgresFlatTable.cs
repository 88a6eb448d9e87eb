using FleetQ.Benchmarks.Postgres;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Benchmarks.Flat;

/// <summary>FleetQ's store on PostgreSQL, in this process.</summary>
internal sealed class PostgresFlatTable(BenchmarkDatabase database, PostgresStore store) : IFlatTable
{
    private static readonly FlatFill Fill = new(static count => $"select n from generate_series(1, {count}) as n");

    public IClaimStore Claims => store.Claims;

    public ICompletionStore Completion => store.Completion;

    public ISubmissionStore Submission => store.Submission;

    public IPodStore Pods => store.Pods;

    internal static async Task<IFlatTable> MakeAsync(
        BenchmarkServer server, FlatSize size, CancellationToken cancellationToken)
    {
        var database = await server.MakeDatabaseAsync(cancellationToken);
        var store = await PostgresStore.OpenAsync(
            new PostgresStoreOptions { Connection = database.Connection },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.RunAsync("set synchronous_commit = off; set statement_timeout = 0", cancellationToken);
        await connection.RunAsync(Fill.Finished(size), cancellationToken);
        await connection.RunAsync(Fill.Waiting(size), cancellationToken);
        await connection.RunAsync("vacuum analyze", cancellationToken);
        await connection.RunAsync("checkpoint", cancellationToken);
        return new PostgresFlatTable(database, store);
    }

    public async Task<IAsyncDisposable> HoldSnapshotAsync(CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken);
        await connection.RunAsync("begin isolation level repeatable read", cancellationToken);
        await connection.RunAsync("select 1 from step_tracker limit 1", cancellationToken);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await database.DisposeAsync();
    }
}
