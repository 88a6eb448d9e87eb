using FleetQ.Storage.Snowflake.Drivers;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>What stands in for Snowflake's driver, in its folder beside the tests.</summary>
internal static class StandInDriver
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "test-drivers", "snowflake");

    /// <summary>Ends all sessions of an address at the service; their connections do not know it.</summary>
    public static void EndSessions(string connectionString) => SnowflakeDriver.Load(Folder).GetType()
        .GetMethod(nameof(EndSessions))!.Invoke(obj: null, [connectionString]);
}
