using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Isolation;

internal sealed partial class ChildProcess
{
    [LoggerMessage(IsolationEventIds.OutputLine, LogLevel.Information, "Plugin {plugin} ({process_id}) wrote: {line}")]
    private partial void LogOutputLine(string plugin, int process_id, string line);

    [LoggerMessage(
        IsolationEventIds.ErrorLine,
        LogLevel.Warning,
        "Plugin {plugin} ({process_id}) wrote to its error output: {line}")]
    private partial void LogErrorLine(string plugin, int process_id, string line);
}
