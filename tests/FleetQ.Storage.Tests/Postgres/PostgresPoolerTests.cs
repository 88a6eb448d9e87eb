using FleetQ.Engine.Storage;
using FleetQ.Storage.Postgres;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresPoolerTests : IAsyncLifetime
{
    private string database = "";
    private string pooled = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        PostgresEngine.RequirePooler();
        database = await (await PostgresServer.GetAsync()).MakeDatabaseAsync();
        pooled = (await PrivatePgBouncer.GetAsync()).Before(database);
    }

    public async ValueTask DisposeAsync()
    {
        if (database.Length > 0)
        {
            await (await PostgresServer.GetAsync()).DropDatabaseAsync(database);
        }
    }

    [Fact]
    public async Task A_pooler_that_was_not_told_of_is_named_at_the_start_with_the_setting()
    {
        var exception = await Assert.ThrowsAsync<StoreUnusableException>(() => OpenAsync(isPooled: false));

        Assert.Contains("set FLEET_Q_POSTGRES_POOLER=true", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_hosts_can_start_on_one_new_database_at_once()
    {
        var stores = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenAsync(isPooled: true))));

        foreach (var store in stores)
        {
            await store.Reading.PingAsync(Token);
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Nothing_stays_behind_on_the_servers_connections()
    {
        await using var store = await OpenAsync(isPooled: true);
        for (var i = 0; i < 20; i++)
        {
            await store.Reading.PingAsync(Token);
            await store.Reading.CountAsync(Token);
        }

        // One of few connections is met again and again, each time as it came from the server.
        for (var i = 0; i < 20; i++)
        {
            await using var raw = await PostgresRawDatabase.OpenAsync(pooled + ";No Reset On Close=true");
            Assert.Equal(
                ["0|auto|0"],
                await raw.ReadAsync(
                    "select (select count(*) from pg_prepared_statements), current_setting('plan_cache_mode'), "
                    + "(select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())"));
        }
    }

    private Task<PostgresStore> OpenAsync(bool isPooled) => PostgresStore.OpenAsync(
        new PostgresStoreOptions
        {
            Connection = pooled,
            IsPooled = isPooled,
            Retry = new StoreRetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.FromMilliseconds(5) },
        },
        TimeProvider.System,
        NullLoggerFactory.Instance,
        Token);
}
