using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Dispatching;

public sealed partial class AbandonedAttempts
{
    [LoggerMessage(
        EventIds.HandlerIgnoresCancellation,
        LogLevel.Error,
        "The handler of step {StepId} ({TaskType}) of plugin {Plugin} {Version} goes on {GraceSeconds} s after its " +
        "token was cancelled and {HeldSeconds} s after it was claimed; it {Stands}. Its attempt is settled without " +
        "it, and its place stays taken until it returns: pass the token to every call that waits. 'dotnet-stack " +
        "report' shows where the threads of this process stand.")]
    private partial void LogHandlerIgnoresCancellation(
        StepId stepId,
        TaskType taskType,
        string plugin,
        string version,
        double graceSeconds,
        double heldSeconds,
        string stands);

    [LoggerMessage(
        EventIds.AbandonedReturned,
        LogLevel.Information,
        "The handler of step {StepId} ({TaskType}), which was given up, has returned {HeldSeconds} s after it was " +
        "claimed; its place is free.")]
    private partial void LogAbandonedReturned(StepId stepId, TaskType taskType, double heldSeconds);
}
