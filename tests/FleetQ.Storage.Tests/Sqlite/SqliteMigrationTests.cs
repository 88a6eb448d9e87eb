using FleetQ.Storage.Sqlite;
using FleetQ.Storage.Tests.Conformance;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests.Sqlite;

public sealed class SqliteMigrationTests : MigrationConformance, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fleetq-migration-");

    protected override SqlCatalog Catalog { get; } = SqlCatalog.Of(typeof(SqliteStore).Assembly);

    protected override bool NeedsSequence => false;

    private string File => Path.Combine(folder.FullName, "fleetq.db");

    public void Dispose() => folder.Delete(recursive: true);

    protected override Task RunAsync(string sql)
    {
        using var database = SqliteDatabase.Open(File);
        database.Run(sql);
        return Task.CompletedTask;
    }

    protected override async Task<SqlStore> OpenAsync() => await SqliteStore.OpenAsync(
        new SqliteStoreOptions { Path = File }, TimeProvider.System, NullLoggerFactory.Instance, Token);
}
