using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeRecoveryTests : RecoveryConformance
{
    protected override IStoreFixture NewFixture() => SnowflakeEngine.NewFixture();
}
