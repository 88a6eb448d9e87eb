using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeTroubledCompletionTests : CompletionConformance
{
    protected override IStoreFixture NewFixture() => SnowflakeTroubledEngine.NewFixture();
}
