using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Sqlite;

public sealed class SqliteLimitTests : LimitConformance
{
    protected override IStoreFixture NewFixture() => new SqliteStoreFixture();
}
