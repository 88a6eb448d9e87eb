using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresModelTests : ModelConformance
{
    protected override IStoreFixture NewFixture() => PostgresEngine.NewFixture();
}
