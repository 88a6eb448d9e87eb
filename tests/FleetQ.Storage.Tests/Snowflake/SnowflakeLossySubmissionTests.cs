using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeLossySubmissionTests : SubmissionConformance
{
    protected override IStoreFixture NewFixture() => SnowflakeTroubles.NewLossy();
}
