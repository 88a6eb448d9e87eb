using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Dispatching;

public sealed partial class Dispatcher
{
    [LoggerMessage(EventIds.StepStarted, LogLevel.Debug, "Step {StepId} ({TaskType}) starts attempt {Attempt}.")]
    private partial void LogStepStarted(StepId stepId, TaskType taskType, int attempt);

    [LoggerMessage(
        EventIds.StepTransition,
        LogLevel.Debug,
        "Step {StepId} ({TaskType}) went from {FromStatus} to {ToStatus} at attempt {Attempt}, " +
        "tenant {Tenant}, trace {TraceId}.")]
    private partial void LogStepTransition(
        StepId stepId,
        TaskType taskType,
        string fromStatus,
        string toStatus,
        int attempt,
        string tenant,
        string? traceId);

    [LoggerMessage(
        EventIds.ClaimLost,
        LogLevel.Warning,
        "The claim of step {StepId} ({TaskType}), attempt {Attempt}, epoch {ClaimEpoch}, " +
        "is no longer this pod's; its result is dropped.")]
    private partial void LogClaimLost(StepId stepId, TaskType taskType, int attempt, long claimEpoch);

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
        EventIds.OutcomeRefused,
        LogLevel.Error,
        "The store refused the outcome of step {StepId} ({TaskType}); the step fails with the store's reason.")]
    private partial void LogOutcomeRefused(Exception refusal, StepId stepId, TaskType taskType);

    [LoggerMessage(
        EventIds.HandlerIgnoresCancellation,
        LogLevel.Error,
        "The handler of step {StepId} ({TaskType}) goes on {GraceSeconds} s after its token was cancelled. " +
        "Its attempt is settled without it, and its place stays taken until it returns: pass the token to every call " +
        "that waits.")]
    private partial void LogHandlerIgnoresCancellation(StepId stepId, TaskType taskType, double graceSeconds);
}
