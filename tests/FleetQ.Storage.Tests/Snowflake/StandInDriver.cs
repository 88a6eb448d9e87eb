using FleetQ.Storage.Snowflake;
using FleetQ.Storage.Snowflake.Drivers;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>What stands in for Snowflake's driver, in its folder beside the tests.</summary>
internal static class StandInDriver
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "test-drivers", "snowflake");

    /// <summary>Lets a store use it.</summary>
    public static SnowflakeStoreOptions Use(SnowflakeStoreOptions options) =>
        options with { Transport = SnowflakeTransport.Driver, DriverFolder = Folder };

    /// <summary>Ends all sessions of an address at the service; their connections do not know it.</summary>
    public static void EndSessions(string connectionString) => SnowflakeDriver.Load(Folder).GetType()
        .GetMethod(nameof(EndSessions))!.Invoke(obj: null, [connectionString]);
}
