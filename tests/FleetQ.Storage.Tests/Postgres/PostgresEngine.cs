using FleetQ.Storage.Postgres;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Postgres;

/// <summary>Skips a test, by name, where no server is. In continuous integration that is a failure.</summary>
internal static class PostgresEngine
{
    public static PostgresStoreFixture NewFixture(Func<PostgresStoreOptions, PostgresStoreOptions>? change = null)
    {
        Require();
        return new PostgresStoreFixture(change);
    }

    public static void Require()
    {
        if (PostgresServer.Absence is not { } absence)
        {
            return;
        }

        Assert.False(Environment.GetEnvironmentVariable("CI") is "true", absence);
        Assert.Skip(absence);
    }
}
