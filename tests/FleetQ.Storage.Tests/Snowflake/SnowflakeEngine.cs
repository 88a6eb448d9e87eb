using FleetQ.Storage.Snowflake;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>
/// Skips a test, by name, where neither an account nor the emulator is. In continuous integration that is no failure:
/// the emulator is not part of the repository.
/// </summary>
internal static class SnowflakeEngine
{
    public static SnowflakeStoreFixture NewFixture(Func<SnowflakeStoreOptions, SnowflakeStoreOptions>? change = null)
    {
        Assert.SkipWhen(SnowflakeAccount.Absence is not null, SnowflakeAccount.Absence ?? "");
        return new SnowflakeStoreFixture(change);
    }

    public static void RequireEmulator() =>
        Assert.SkipWhen(SnowflakeEmulator.Absence is not null, SnowflakeEmulator.Absence ?? "");
}
