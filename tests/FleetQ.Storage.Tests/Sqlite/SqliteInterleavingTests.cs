using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Sqlite;

public sealed class SqliteInterleavingTests : InterleavingConformance
{
    protected override IStoreFixture NewFixture() => new SqliteStoreFixture();
}
