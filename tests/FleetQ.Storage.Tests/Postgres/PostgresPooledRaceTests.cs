using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresPooledRaceTests : RaceConformance
{
    protected override IStoreFixture NewFixture() => PostgresEngine.NewPooledFixture();
}
