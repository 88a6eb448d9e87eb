using FleetQ.Storage.Snowflake;
using FleetQ.Storage.Snowflake.Drivers;
using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeMigrationTests : MigrationConformance, IAsyncLifetime
{
    private string connection = "";

    protected override SqlCatalog Catalog { get; } = SqlCatalog.Of(typeof(SnowflakeStore).Assembly);

    protected override bool NeedsSequence => true;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(SnowflakeAccount.Absence is not null, SnowflakeAccount.Absence ?? "");
        connection = await (await SnowflakeDatabases.GetAsync()).MakeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (connection.Length > 0)
        {
            await SnowflakeDatabases.DropAsync(connection);
        }
    }

    protected override async Task RunAsync(string sql)
    {
        foreach (var statement in sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries))
        {
            await SnowflakeDatabases.RunAsync(connection, statement.TrimEnd(';'));
        }
    }

    protected override async Task<SqlStore> OpenAsync() => await SnowflakeStore.OpenAsync(
        new SnowflakeStoreOptions { Connection = connection, Transport = SnowflakeTransport.Rest },
        TimeProvider.System,
        NullLoggerFactory.Instance,
        Token);
}
