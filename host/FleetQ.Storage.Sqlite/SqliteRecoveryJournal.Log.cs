using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Sqlite;

public sealed partial class SqliteRecoveryJournal
{
    [LoggerMessage(
        StorageEventIds.JournalInMemory,
        LogLevel.Warning,
        "The recovery journal cannot be written in '{folder}' and lives in memory for this cycle. {error}",
        EventName = nameof(StorageEventIds.JournalInMemory))]
    private partial void LogInMemory(string folder, string error);

    [LoggerMessage(
        StorageEventIds.JournalLeftBehind,
        LogLevel.Warning,
        "The journal '{file}' of an earlier recovery cycle cannot be removed. {error}",
        EventName = nameof(StorageEventIds.JournalLeftBehind))]
    private partial void LogLeftBehind(string file, string error);
}
