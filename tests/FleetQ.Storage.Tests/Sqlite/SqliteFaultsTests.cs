using FleetQ.Storage.Sqlite;

using Microsoft.Data.Sqlite;

using static SQLitePCL.raw;

namespace FleetQ.Storage.Tests.Sqlite;

public sealed class SqliteFaultsTests
{
    [Theory]
    [InlineData(SQLITE_BUSY, SqlFaultKind.NotExecuted, "Another program holds the file")]
    [InlineData(SQLITE_LOCKED, SqlFaultKind.NotExecuted, "Another program holds the file")]
    [InlineData(SQLITE_PROTOCOL, SqlFaultKind.NotExecuted, "Another program holds the file")]
    [InlineData(SQLITE_FULL, SqlFaultKind.Unavailable, "free some space")]
    [InlineData(SQLITE_IOERR, SqlFaultKind.Unavailable, "The disk failed")]
    [InlineData(SQLITE_READONLY, SqlFaultKind.Unavailable, "the right to write")]
    [InlineData(SQLITE_CANTOPEN, SqlFaultKind.Unavailable, "Check that the path names a file")]
    [InlineData(SQLITE_PERM, SqlFaultKind.Unavailable, "Check that the path names a file")]
    [InlineData(SQLITE_AUTH, SqlFaultKind.Unavailable, "Check that the path names a file")]
    [InlineData(SQLITE_CORRUPT, SqlFaultKind.Unavailable, "restore a backup")]
    [InlineData(SQLITE_NOTADB, SqlFaultKind.Unavailable, "name another file")]
    [InlineData(SQLITE_NOMEM, SqlFaultKind.Unavailable, "no memory left")]
    [InlineData(SQLITE_CONSTRAINT, SqlFaultKind.Defect, "")]
    [InlineData(SQLITE_ERROR, SqlFaultKind.Defect, "")]
    [InlineData(SQLITE_TOOBIG, SqlFaultKind.Defect, "")]
    [InlineData(SQLITE_MISMATCH, SqlFaultKind.Defect, "")]
    [InlineData(SQLITE_MISUSE, SqlFaultKind.Defect, "")]
    public void A_result_code_says_what_can_be_done(int code, SqlFaultKind kind, string advice)
    {
        var fault = new SqliteFaults().Classify(new SqliteException("no", code));

        Assert.Equal(kind, fault.Kind);
        Assert.Contains(advice, fault.Advice, StringComparison.Ordinal);
        Assert.Equal(kind is SqlFaultKind.Defect, fault.Advice.Length == 0);
    }

    [Theory]
    [InlineData(SQLITE_BUSY, SQLITE_BUSY | (2 << 8))]
    [InlineData(SQLITE_IOERR, SQLITE_IOERR | (12 << 8))]
    [InlineData(SQLITE_CORRUPT, SQLITE_CORRUPT | (1 << 8))]
    public void An_extended_code_means_what_its_first_byte_means(int code, int extended)
    {
        var faults = new SqliteFaults();

        var fault = faults.Classify(new SqliteException("no", code, extended));

        Assert.Equal(faults.Classify(new SqliteException("no", code)), fault);
    }

    [Fact]
    public void A_mistake_of_our_own_is_no_fault_of_the_store() =>
        Assert.Equal(SqlFaultKind.Defect, new SqliteFaults().Classify(new InvalidOperationException()).Kind);
}
