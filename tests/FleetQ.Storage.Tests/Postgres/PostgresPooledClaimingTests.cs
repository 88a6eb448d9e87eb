using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresPooledClaimingTests : ClaimingConformance
{
    protected override IStoreFixture NewFixture() => PostgresEngine.NewPooledFixture();
}
