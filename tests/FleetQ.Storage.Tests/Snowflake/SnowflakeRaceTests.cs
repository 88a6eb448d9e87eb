using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeRaceTests : RaceConformance
{
    protected override IStoreFixture NewFixture() => SnowflakeEngine.NewFixture();
}
