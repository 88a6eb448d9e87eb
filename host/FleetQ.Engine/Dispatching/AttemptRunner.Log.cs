using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Dispatching;

internal sealed partial class AttemptRunner
{
    [LoggerMessage(
        EventIds.HandlerIgnoresCancellation,
        LogLevel.Error,
        "The handler of step {StepId} ({TaskType}) goes on {GraceSeconds} s after its token was cancelled. " +
        "Its attempt is settled without it, and its place stays taken until it returns: pass the token to every call " +
        "that waits.")]
    private partial void LogHandlerIgnoresCancellation(StepId stepId, TaskType taskType, double graceSeconds);
}
