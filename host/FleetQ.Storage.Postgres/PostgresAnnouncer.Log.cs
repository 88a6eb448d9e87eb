using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Postgres;

internal sealed partial class PostgresAnnouncer
{
    [LoggerMessage(
        StorageEventIds.AnnouncementFailed,
        LogLevel.Warning,
        "Other pods were not told of a change; they find it within the claim interval. {error_type}: {error}",
        EventName = nameof(StorageEventIds.AnnouncementFailed))]
    private partial void LogFailed(string error_type, string error);
}
