using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeBatchTests : BatchConformance
{
    protected override IStoreFixture NewFixture() => SnowflakeEngine.NewFixture();
}
