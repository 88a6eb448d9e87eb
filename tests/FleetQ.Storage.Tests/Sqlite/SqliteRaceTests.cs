using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Sqlite;

public sealed class SqliteRaceTests : RaceConformance
{
    protected override IStoreFixture NewFixture() => new SqliteStoreFixture();
}
