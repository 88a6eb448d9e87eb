using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Dispatching;

public sealed partial class Dispatcher
{
    [LoggerMessage(EventIds.StepStarted, LogLevel.Debug, "Step {StepId} ({TaskType}) starts attempt {Attempt}.")]
    private partial void LogStepStarted(StepId stepId, TaskType taskType, int attempt);

    [LoggerMessage(
        EventIds.HandlerMissing,
        LogLevel.Warning,
        "Step {StepId} was claimed, but no loaded plugin handles {TaskType} any more; it is released.")]
    private partial void LogHandlerMissing(StepId stepId, TaskType taskType);

    [LoggerMessage(
        EventIds.StepRunsAlone,
        LogLevel.Information,
        "Step {StepId} ({TaskType}) runs alone: {Losses} of its attempts ended with the death of their pod.")]
    private partial void LogStepRunsAlone(StepId stepId, TaskType taskType, int losses);

    [LoggerMessage(
        EventIds.DispatchFailed,
        LogLevel.Error,
        "Step {StepId} ({TaskType}) could not be settled; it stays claimed until the pod reconciles.")]
    private partial void LogDispatchFailed(Exception failure, StepId stepId, TaskType taskType);

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
