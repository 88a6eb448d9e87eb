using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Postgres;

/// <summary>Skips a test, by name, where no server is. In continuous integration that is a failure.</summary>
internal static class PostgresEngine
{
    public static PostgresStoreFixture NewFixture()
    {
        Require();
        return new PostgresStoreFixture();
    }

    /// <summary>The same through a pooler that gives each transaction another connection.</summary>
    public static PostgresStoreFixture NewPooledFixture()
    {
        RequirePooler();
        return new PostgresStoreFixture(isPooled: true);
    }

    public static void Require() => Require(PostgresServer.Absence);

    public static void RequirePooler() => Require(PrivatePgBouncer.Absence);

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
