using Microsoft.Data.Sqlite;

using static SQLitePCL.raw;

namespace FleetQ.Storage.Sqlite;

/// <summary>Tells what SQLite's errors mean.</summary>
internal sealed class SqliteFaults : ISqlFaults
{
    /// <inheritdoc/>
    public SqlFault Classify(Exception exception) =>
        exception is SqliteException sqlite ? Classify(sqlite.SqliteErrorCode) : SqlFault.Defect;

    private static SqlFault Classify(int errorCode) => errorCode switch
    {
        // Each is told before anything is written; a transaction that is refused at its commit is rolled back.
        SQLITE_BUSY or SQLITE_LOCKED or SQLITE_PROTOCOL => new SqlFault(
            SqlFaultKind.NotExecuted,
            "Another program holds the file for long, such as a backup or a shell with an open transaction: end it."),
        SQLITE_FULL => new SqlFault(
            SqlFaultKind.Unavailable,
            "The disk is full: free some space on it; until then nothing can be stored, not even a deletion."),
        SQLITE_IOERR => new SqlFault(
            SqlFaultKind.Unavailable,
            "The disk failed to read or write: check it, and that the file and its folder are still there."),
        SQLITE_READONLY => new SqlFault(
            SqlFaultKind.Unavailable,
            "Give the account that runs FleetQ the right to write the file, the files beside it and their folder."),
        SQLITE_CANTOPEN or SQLITE_PERM or SQLITE_AUTH => new SqlFault(
            SqlFaultKind.Unavailable,
            "Check that the path names a file, and that FleetQ's account may read and write it and its folder."),
        SQLITE_CORRUPT => new SqlFault(
            SqlFaultKind.Unavailable,
            "The file is damaged: stop all pods and restore a backup, or save what sqlite3's .recover can read."),
        SQLITE_NOTADB => new SqlFault(
            SqlFaultKind.Unavailable,
            "The file is no SQLite database: name another file, or move this one away."),
        SQLITE_NOMEM => new SqlFault(
            SqlFaultKind.Unavailable,
            "The process has no memory left: give it more, or lower what it runs at once."),
        _ => SqlFault.Defect,
    };
}
