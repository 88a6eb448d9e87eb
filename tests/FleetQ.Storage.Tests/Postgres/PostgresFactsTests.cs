using FleetQ.Storage.Postgres;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresFactsTests
{
    private static readonly PostgresFacts Good = new(
        PostgresFacts.VersionNumberMin,
        "13.0",
        IsStandby: false,
        IsReadOnly: false,
        Encoding: "UTF8",
        SynchronousCommit: "on",
        Fsync: "on",
        Schema: "public");

    [Fact]
    public void The_oldest_version_that_is_stated_will_do() => Assert.Null(Good.FindObstacle());

    [Fact]
    public void A_server_that_is_too_old_is_told_with_its_version_and_what_is_needed()
    {
        var old = Good with { VersionNumber = 120_022, Version = "12.22" };

        Assert.Equal(
            ("runs PostgreSQL 12.22, which is too old: FleetQ needs 13 or newer.", "Upgrade the server."),
            old.FindObstacle());
    }

    [Fact]
    public void Another_encoding_is_told() =>
        Assert.StartsWith(
            "has the encoding LATIN1",
            (Good with { Encoding = "LATIN1" }).FindObstacle()!.Value.Fact,
            StringComparison.Ordinal);
}
