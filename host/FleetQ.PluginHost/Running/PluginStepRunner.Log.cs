using FleetQ.Engine.Model;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Running;

internal sealed partial class PluginStepRunner
{
    [LoggerMessage(
        PluginEventIds.DisposalFailed,
        LogLevel.Warning,
        "Step {step_id} of {task_type} keeps its outcome, but disposing of its handler's services threw: {reason}")]
    private partial void LogDisposalFailed(StepId step_id, TaskType task_type, string reason);
}
