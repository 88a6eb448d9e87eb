using FleetQ.TestKit.Fleet;
using FleetQ.TestKit.Stores;

namespace FleetQ.Fleet.Tests;

/// <summary>The engines that fleets are tested on. One that is not there skips its tests, by name.</summary>
internal static class FleetEngines
{
    internal static FleetStoreMaker Sqlite => FleetStores.MakeSqliteAsync;

    internal static FleetStoreMaker Postgres => static (folder, cancellationToken) =>
    {
        RequirePostgres();
        return FleetStores.MakePostgresAsync(folder, cancellationToken);
    };

    internal static FleetStoreMaker PooledPostgres => static (folder, cancellationToken) =>
    {
        Require(PrivatePgBouncer.Absence);
        return FleetStores.MakePooledPostgresAsync(folder, cancellationToken);
    };

    internal static FleetStoreMaker Snowflake => static (folder, cancellationToken) =>
    {
        // The emulator is no part of the repository, so its absence fails nowhere.
        Assert.SkipWhen(SnowflakeEmulator.Absence is not null, SnowflakeEmulator.Absence ?? "");
        return FleetStores.MakeSnowflakeAsync(folder, cancellationToken);
    };

    /// <summary>Skips a test where no server is. In continuous integration that is a failure.</summary>
    internal static void RequirePostgres() => Require(PostgresServer.Absence);

    private static void Require(string? absence)
    {
        if (absence is null)
        {
            return;
        }

        Assert.False(Environment.GetEnvironmentVariable("CI") is "true", absence);
        Assert.Skip(absence);
    }
}
