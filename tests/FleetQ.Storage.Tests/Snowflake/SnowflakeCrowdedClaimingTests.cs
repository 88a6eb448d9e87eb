using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeCrowdedClaimingTests : ClaimingConformance
{
    protected override IStoreFixture NewFixture() => SnowflakeTroubles.NewCrowded();
}
