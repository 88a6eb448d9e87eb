using FleetQ.Storage;
using FleetQ.Storage.Snowflake;
using FleetQ.Storage.Snowflake.Drivers;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.TestKit.Stores;

/// <summary>A store in a schema of its own, in the emulator of this test program or in a given account.</summary>
public sealed class SnowflakeStoreFixture(
    Func<SnowflakeStoreOptions, SnowflakeStoreOptions>? change = null,
    Task<SnowflakeDatabases>? databases = null) : IStoreFixture
{
    private readonly List<SnowflakeStore> stores = [];
    private string? connection;

    /// <summary>The schema's connection string, once the store was opened.</summary>
    public string Connection => connection ?? throw new InvalidOperationException("The store was not opened.");

    /// <inheritdoc/>
    public async Task<StoreHandle> OpenAsync()
    {
        var store = await OpenStoreAsync();
        return StoreHandle.Of(store);
    }

    /// <summary>Opens the store itself. Closed by the fixture.</summary>
    public async Task<SnowflakeStore> OpenStoreAsync()
    {
        var place = await (databases ?? SnowflakeDatabases.GetAsync());
        connection ??= await place.MakeAsync();
        var options = new SnowflakeStoreOptions
        {
            Connection = connection,
            Transport = SnowflakeTransport.Rest,
            Retry = new StoreRetryOptions { MaxAttempts = 8 },
        };
        var store = await SnowflakeStore.OpenAsync(
            change is null ? options : change(options),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None);
        stores.Add(store);
        return store;
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

        if (connection is not null)
        {
            await SnowflakeDatabases.DropAsync(connection);
        }
    }
}
