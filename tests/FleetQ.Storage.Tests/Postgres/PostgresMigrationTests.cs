using FleetQ.Storage.Postgres;
using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresMigrationTests : MigrationConformance, IAsyncLifetime
{
    private string connection = "";

    protected override SqlCatalog Catalog { get; } = SqlCatalog.Of(typeof(PostgresStore).Assembly);

    protected override bool NeedsSequence => false;

    public async ValueTask InitializeAsync()
    {
        PostgresEngine.Require();
        connection = await (await PostgresServer.GetAsync()).MakeDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (connection.Length > 0)
        {
            await (await PostgresServer.GetAsync()).DropDatabaseAsync(connection);
        }
    }

    protected override async Task RunAsync(string sql)
    {
        await using var database = await PostgresRawDatabase.OpenAsync(connection);
        await database.RunAsync(sql);
    }

    protected override async Task<SqlStore> OpenAsync() => await PostgresStore.OpenAsync(
        new PostgresStoreOptions { Connection = connection }, TimeProvider.System, NullLoggerFactory.Instance, Token);
}
