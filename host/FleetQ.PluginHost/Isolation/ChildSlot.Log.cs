using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Isolation;

internal sealed partial class ChildSlot
{
    [LoggerMessage(
        IsolationEventIds.ChildStarted, LogLevel.Information, "Process {process_id} runs plugin {plugin} {version}")]
    private partial void LogChildStarted(string plugin, int process_id, string version);

    [LoggerMessage(
        IsolationEventIds.RestartFailed,
        LogLevel.Error,
        "The process of plugin {plugin} could not be started again; the next attempt is in {delay_seconds} s: "
            + "{reason}")]
    private partial void LogRestartFailed(string plugin, double delay_seconds, string reason);
}
