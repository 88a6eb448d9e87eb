using FleetQ.Storage;
using FleetQ.Storage.Postgres;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.TestKit.Stores;

/// <summary>A store in a database of its own.</summary>
/// <param name="isPooled">Whether it is reached through a pooler.</param>
public sealed class PostgresStoreFixture(bool isPooled = false) : IStoreFixture
{
    private readonly List<PostgresStore> stores = [];
    private string? database;

    /// <summary>The database's connection string, once the store was opened.</summary>
    public string Connection => database ?? throw new InvalidOperationException("The store was not opened.");

    /// <inheritdoc/>
    public async Task<StoreHandle> OpenAsync()
    {
        var server = await PostgresServer.GetAsync();
        database ??= await server.MakeDatabaseAsync();
        var options = new PostgresStoreOptions
        {
            Connection = isPooled ? (await PrivatePgBouncer.GetAsync()).Before(database) : database,
            IsPooled = isPooled ? true : null,

            // A machine that is slow and busy is none of the faults that these tests mean.
            CommandTimeout = TimeSpan.FromMinutes(2),
            BeatTimeout = TimeSpan.FromSeconds(30),
            Retry = new StoreRetryOptions { MaxAttempts = 20 },
        };
        var store = await PostgresStore.OpenAsync(
            options,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None);
        stores.Add(store);
        return StoreHandle.Of(store);
    }

    /// <inheritdoc/>
    public Task PassAsync(TimeSpan time) => RealTime.PassAsync(time, CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        if (database is not null)
        {
            await (await PostgresServer.GetAsync()).DropDatabaseAsync(database);
        }
    }
}
