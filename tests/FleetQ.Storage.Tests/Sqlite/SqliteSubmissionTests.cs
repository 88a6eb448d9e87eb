using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Sqlite;

public sealed class SqliteSubmissionTests : SubmissionConformance
{
    protected override IStoreFixture NewFixture() => new SqliteStoreFixture();
}
