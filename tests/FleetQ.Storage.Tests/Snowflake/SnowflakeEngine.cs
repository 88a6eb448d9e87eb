using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>Skips a test, by name, where nothing answers like Snowflake.</summary>
internal static class SnowflakeEngine
{
    /// <summary>For tests that any Snowflake will do for.</summary>
    public static void Require() => SkipFor(SnowflakeAccount.Absence);

    /// <summary>For tests of faults.</summary>
    public static void RequireEmulator() => SkipFor(SnowflakeEmulator.Absence);

    private static void SkipFor(string? absence)
    {
        if (absence is not null)
        {
            Assert.Skip(absence);
        }
    }
}
