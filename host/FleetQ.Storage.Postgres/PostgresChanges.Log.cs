using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Postgres;

internal sealed partial class PostgresChanges
{
    [LoggerMessage(
        StorageEventIds.ChangesPolled,
        LogLevel.Information,
        "Nobody tells this pod of changes, because a pooler stands before the server; it looks at each claim interval.",
        EventName = nameof(StorageEventIds.ChangesPolled))]
    private partial void LogPolled();

    [LoggerMessage(
        StorageEventIds.ChangesFailed,
        LogLevel.Warning,
        "Listening for changes failed; until it works again, steps of other pods wait for the claim interval. "
            + "{error_type}: {error}",
        EventName = nameof(StorageEventIds.ChangesFailed))]
    private partial void LogFailed(string error_type, string error);
}
