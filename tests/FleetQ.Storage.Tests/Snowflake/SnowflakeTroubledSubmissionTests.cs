using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeTroubledSubmissionTests : SubmissionConformance
{
    protected override IStoreFixture NewFixture() => SnowflakeTroubledEngine.NewFixture();
}
