using FleetQ.Storage.Postgres;
using FleetQ.TestKit;
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
    public async Task A_pooler_that_nobody_told_of_is_found()
    {
        await using var store = await OpenAsync(isPooled: null);

        await UseAsync(store);

        Assert.Equal(0, await CountPreparedAsync());
    }

    [Fact]
    public async Task A_server_without_a_pooler_is_listened_to()
    {
        var plain = new PostgresStoreOptions { Connection = database };
        await using var store = await PostgresStore.OpenAsync(
            plain, TimeProvider.System, NullLoggerFactory.Instance, Token);
        using var told = new SemaphoreSlim(0);
        using var subscription = store.Changes.Subscribe(_ => told.Release());

        Assert.True(await told.WaitAsync(Eventually.Patience, Token));
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

        await UseAsync(store);

        Assert.Equal(0, await CountPreparedAsync());
    }

    [Fact]
    public async Task What_stays_behind_would_be_seen()
    {
        await using var store = await OpenAsync(isPooled: false);

        Assert.NotEqual(0, await CountPreparedAsync());
    }

    private static async Task UseAsync(PostgresStore store)
    {
        for (var i = 0; i < 20; i++)
        {
            await store.Reading.PingAsync(Token);
            await store.Reading.CountAsync(Token);
        }
    }

    // One of few connections is met again and again, each time as the last transaction left it.
    private async Task<long> CountPreparedAsync()
    {
        var left = 0L;
        for (var i = 0; i < 20; i++)
        {
            await using var raw = await PostgresRawDatabase.OpenAsync(pooled + ";No Reset On Close=true");
            var rows = await raw.ReadAsync(
                "select count(*) + case when current_setting('plan_cache_mode') = 'auto' then 0 else 1 end "
                + "from pg_prepared_statements");
            left += long.Parse(rows[0], provider: null);
        }

        return left;
    }

    private Task<PostgresStore> OpenAsync(bool? isPooled) => PostgresStore.OpenAsync(
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
