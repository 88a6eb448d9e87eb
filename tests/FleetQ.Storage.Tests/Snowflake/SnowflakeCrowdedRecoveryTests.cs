using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeCrowdedRecoveryTests : RecoveryConformance
{
    protected override IStoreFixture NewFixture() => SnowflakeTroubles.NewCrowded();
}
