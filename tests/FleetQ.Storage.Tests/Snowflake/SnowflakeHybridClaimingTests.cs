using FleetQ.Storage.Snowflake;
using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeHybridClaimingTests : ClaimingConformance
{
    protected override IStoreFixture NewFixture() =>
        SnowflakeEngine.NewFixture(static options => options with { Tables = SnowflakeTables.Hybrid });
}
