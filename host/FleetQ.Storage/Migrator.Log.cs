using Microsoft.Extensions.Logging;

namespace FleetQ.Storage;

public sealed partial class Migrator
{
    [LoggerMessage(
        StorageEventIds.Migrated,
        LogLevel.Information,
        "Migration '{migration}' is applied to {place}.",
        EventName = nameof(StorageEventIds.Migrated))]
    private partial void LogMigrated(string migration, string place);
}
