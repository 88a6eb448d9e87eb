using FleetQ.Engine.Model;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Isolation;

internal sealed partial class PluginChild
{
    [LoggerMessage(
        IsolationEventIds.ChildEnded, LogLevel.Information, "Process {process_id} of plugin {plugin} has ended")]
    private partial void LogChildEnded(string plugin, int process_id);

    [LoggerMessage(IsolationEventIds.ChildLost, LogLevel.Error, "Process {process_id} of plugin {plugin} {how}")]
    private partial void LogChildLost(string plugin, int process_id, string how);

    [LoggerMessage(
        IsolationEventIds.CancellationIgnored,
        LogLevel.Error,
        "The handler of step {step_id} ({task_type}) goes on {grace_seconds} s after its token was cancelled: its "
            + "process is ended, and {neighbours} other steps in it are given back")]
    private partial void LogCancellationIgnored(
        StepId step_id, TaskType task_type, double grace_seconds, int neighbours);

    [LoggerMessage(
        IsolationEventIds.FrameRefused,
        LogLevel.Error,
        "Process {process_id} of plugin {plugin} says what its host does not understand, and is ended: {reason}")]
    private partial void LogFrameRefused(string plugin, int process_id, string reason);
}
