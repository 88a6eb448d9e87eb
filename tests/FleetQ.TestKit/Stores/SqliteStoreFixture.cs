using FleetQ.Storage.Sqlite;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.TestKit.Stores;

/// <summary>A store in a file of a folder of its own.</summary>
public sealed class SqliteStoreFixture : IStoreFixture
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fleetq-store-");
    private readonly List<SqliteStore> stores = [];

    /// <summary>The database file.</summary>
    public string Path => System.IO.Path.Combine(folder.FullName, "fleetq.db");

    /// <inheritdoc/>
    public async Task<StoreHandle> OpenAsync()
    {
        var options = new SqliteStoreOptions { Path = Path };
        var store = await SqliteStore.OpenAsync(
            options, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
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

        folder.Delete(recursive: true);
    }
}
