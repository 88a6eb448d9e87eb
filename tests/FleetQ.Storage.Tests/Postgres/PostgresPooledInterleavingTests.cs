using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresPooledInterleavingTests : InterleavingConformance
{
    protected override IStoreFixture NewFixture() => PostgresEngine.NewPooledFixture();
}
