using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeInterleavingTests : InterleavingConformance
{
    protected override bool AnswersWhole => false;

    protected override IStoreFixture NewFixture() => SnowflakeEngine.NewFixture();
}
