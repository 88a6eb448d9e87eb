using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Snowflake.Rest;

internal sealed partial class SqlApiRepeats
{
    [LoggerMessage(
        StorageEventIds.RequestRepeated,
        LogLevel.Debug,
        "Snowflake did not answer try {attempt} of a request; it is sent again in {delay_ms} ms. {error}",
        EventName = nameof(StorageEventIds.RequestRepeated))]
    private partial void LogSentAgain(int attempt, long delay_ms, string error);
}
