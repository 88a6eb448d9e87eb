using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresRepeatTests : RepeatConformance
{
    protected override IStoreFixture NewFixture() => PostgresEngine.NewFixture();
}
