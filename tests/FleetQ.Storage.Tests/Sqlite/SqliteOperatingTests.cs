using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Sqlite;

public sealed class SqliteOperatingTests : OperatingConformance
{
    protected override IStoreFixture NewFixture() => new SqliteStoreFixture();
}
