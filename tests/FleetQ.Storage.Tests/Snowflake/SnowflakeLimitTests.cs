using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeLimitTests : LimitConformance
{
    protected override IStoreFixture NewFixture() => SnowflakeEngine.NewFixture();
}
