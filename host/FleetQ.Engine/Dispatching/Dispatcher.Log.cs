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
}
