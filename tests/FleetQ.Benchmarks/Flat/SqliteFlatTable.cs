using FleetQ.Engine.Storage;
using FleetQ.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Benchmarks.Flat;

/// <summary>FleetQ's store on a file, in this process.</summary>
internal sealed class SqliteFlatTable(DirectoryInfo folder, SqliteStore store) : IFlatTable
{
    private static readonly FlatFill Fill = new(static count =>
        $"with recursive counter (n) as (select 1 where {count} > 0 union all select n + 1 from counter "
        + $"where n < {count}) select n from counter");

    public IClaimStore Claims => store.Claims;

    public ICompletionStore Completion => store.Completion;

    public ISubmissionStore Submission => store.Submission;

    public IPodStore Pods => store.Pods;

    internal static async Task<IFlatTable> MakeAsync(FlatSize size, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("fleetq-flat-");
        var path = PathIn(folder);
        var store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Path = path }, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
        await using var connection = await OpenAsync(path, cancellationToken);
        await RunAsync(connection, "pragma synchronous = off; pragma cache_size = -200000", cancellationToken);
        await RunAsync(connection, Fill.Finished(size), cancellationToken);
        await RunAsync(connection, Fill.Waiting(size), cancellationToken);
        await RunAsync(connection, "pragma wal_checkpoint(truncate)", cancellationToken);
        return new SqliteFlatTable(folder, store);
    }

    public async Task<IAsyncDisposable> HoldSnapshotAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(PathIn(folder), cancellationToken);
        await RunAsync(
            connection, "begin; select count(*) from (select 1 from step_tracker limit 1)", cancellationToken);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static string PathIn(DirectoryInfo folder) => Path.Combine(folder.FullName, "fleetq.db");

    private static async Task<SqliteConnection> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=false;Default Timeout=600");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static async Task RunAsync(SqliteConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
