namespace FleetQ.Host.Errors;

internal sealed partial class FailureHandler
{
    [LoggerMessage(
        HostEventIds.RequestFailed, LogLevel.Error, "{Method} {Path} failed; the caller was told {TraceId}.")]
    private partial void LogRequestFailed(Exception failure, string method, string path, string traceId);

    [LoggerMessage(
        HostEventIds.StoreWasAway,
        LogLevel.Warning,
        "{Method} {Path} was answered with 503: the store did not answer '{Operation}'.")]
    private partial void LogStoreWasAway(string method, string path, string operation);
}
