using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Sqlite;

internal sealed partial class SqliteChanges
{
    [LoggerMessage(
        StorageEventIds.ChangesPolled,
        LogLevel.Information,
        "Changes of '{path}' are found by looking every few milliseconds. {reason}",
        EventName = nameof(StorageEventIds.ChangesPolled))]
    private partial void LogPolled(string path, string reason);

    [LoggerMessage(
        StorageEventIds.ChangesFailed,
        LogLevel.Warning,
        "Looking for changes failed; until it works again, steps of other pods wait for the claim interval. "
            + "{error_type}: {error}",
        EventName = nameof(StorageEventIds.ChangesFailed))]
    private partial void LogFailed(string error_type, string error);
}
