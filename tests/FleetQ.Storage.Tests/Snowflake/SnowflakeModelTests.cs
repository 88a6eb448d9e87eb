using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeModelTests : ModelConformance
{
    // Each of its calls is a round trip or two.
    protected override int Histories => 10;

    protected override bool AnswersWhole => false;

    protected override IStoreFixture NewFixture() => SnowflakeEngine.NewFixture();
}
