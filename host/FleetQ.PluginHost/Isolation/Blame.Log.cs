using FleetQ.Engine.Model;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Isolation;

internal sealed partial class Blame
{
    [LoggerMessage(
        IsolationEventIds.StepBlamed,
        LogLevel.Error,
        "Step {step_id} ({task_type}) ran alone in the process of plugin {plugin} when it {how}: the attempt failed")]
    private partial void LogStepBlamed(StepId step_id, TaskType task_type, string plugin, string how);

    [LoggerMessage(
        IsolationEventIds.StepSuspected,
        LogLevel.Warning,
        "Step {step_id} ({task_type}) is given back: it ran in a process of plugin {plugin} that ended, and will "
            + "run alone")]
    private partial void LogStepSuspected(StepId step_id, TaskType task_type, string plugin);

    [LoggerMessage(
        IsolationEventIds.MemoryExhausted,
        LogLevel.Warning,
        "Process {process_id} of plugin {plugin} has no memory left (limit: {limit_mb} MB) and is replaced")]
    private partial void LogMemoryExhausted(string plugin, int process_id, int? limit_mb);
}
