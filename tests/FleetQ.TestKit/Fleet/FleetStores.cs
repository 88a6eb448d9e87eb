using FleetQ.TestKit.Stores;

namespace FleetQ.TestKit.Fleet;

/// <summary>Makes the store of one fleet.</summary>
/// <param name="folder">The fleet's folder, for what the store keeps on disk.</param>
/// <param name="cancellationToken">Ends the wait.</param>
public delegate Task<IFleetStore> FleetStoreMaker(string folder, CancellationToken cancellationToken);

/// <summary>The stores that fleets are tested on: one maker for each engine.</summary>
public static class FleetStores
{
    /// <summary>One file in the fleet's folder.</summary>
    public static Task<IFleetStore> MakeSqliteAsync(string folder, CancellationToken cancellationToken) =>
        Task.FromResult<IFleetStore>(new SqliteFleetStore(folder));

    /// <summary>A database of its own on this test program's server.</summary>
    public static async Task<IFleetStore> MakePostgresAsync(string folder, CancellationToken cancellationToken)
    {
        var server = await PostgresServer.GetAsync();
        return new PostgresFleetStore(await server.MakeDatabaseAsync(), server.DropDatabaseAsync);
    }

    /// <summary>The same, with a pooler between the hosts and the server.</summary>
    public static async Task<IFleetStore> MakePooledPostgresAsync(string folder, CancellationToken cancellationToken)
    {
        var server = await PostgresServer.GetAsync();
        var database = await server.MakeDatabaseAsync();
        return new PostgresFleetStore(database, server.DropDatabaseAsync)
        {
            HostConnection = (await PrivatePgBouncer.GetAsync()).Before(database),
        };
    }

    /// <summary>An emulator of Snowflake at 50 to 300 ms a statement.</summary>
    public static async Task<IFleetStore> MakeSnowflakeAsync(string folder, CancellationToken cancellationToken) =>
        await SnowflakeFleetStore.StartAsync("50-300");
}
