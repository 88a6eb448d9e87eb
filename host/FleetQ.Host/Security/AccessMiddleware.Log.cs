namespace FleetQ.Host.Security;

internal sealed partial class AccessMiddleware
{
    [LoggerMessage(HostEventIds.AccessDenied, LogLevel.Debug, "Denied {Method} of {Endpoint} with {Status}.")]
    private partial void LogAccessDenied(string method, string? endpoint, int status);
}
