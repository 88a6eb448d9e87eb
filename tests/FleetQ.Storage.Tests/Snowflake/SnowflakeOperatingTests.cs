using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeOperatingTests : OperatingConformance
{
    protected override IStoreFixture NewFixture() => SnowflakeEngine.NewFixture();
}
