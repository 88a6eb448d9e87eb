using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresPooledOperatingTests : OperatingConformance
{
    protected override IStoreFixture NewFixture() => PostgresEngine.NewPooledFixture();
}
