using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeLossyCompletionTests : CompletionConformance
{
    protected override IStoreFixture NewFixture() => SnowflakeTroubles.NewQuickLossy();
}
