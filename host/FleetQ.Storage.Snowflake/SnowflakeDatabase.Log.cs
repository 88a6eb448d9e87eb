using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Snowflake;

internal sealed partial class SnowflakeDatabase
{
    [LoggerMessage(
        StorageEventIds.ServerFound,
        LogLevel.Information,
        "{place} answers: version {version}, over {transport}.",
        EventName = nameof(StorageEventIds.ServerFound))]
    private partial void LogFound(string place, string version, string transport);
}
