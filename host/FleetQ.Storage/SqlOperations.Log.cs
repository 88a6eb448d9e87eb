using Microsoft.Extensions.Logging;

namespace FleetQ.Storage;

public sealed partial class SqlOperations
{
    [LoggerMessage(
        StorageEventIds.StoreRetried,
        LogLevel.Warning,
        "The store did not do '{operation}' at try {attempt}; FleetQ tries again in {delay_ms} ms. "
            + "{error_type}: {error}",
        EventName = nameof(StorageEventIds.StoreRetried))]
    private partial void LogRetried(string operation, int attempt, long delay_ms, string error_type, string error);
}
