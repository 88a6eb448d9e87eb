using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Dispatching;

internal sealed partial class Settler
{
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
        EventIds.DispatchFailed,
        LogLevel.Error,
        "Step {StepId} ({TaskType}) could not be settled; it stays claimed until the pod reconciles.")]
    private partial void LogNotSettled(Exception failure, StepId stepId, TaskType taskType);

    [LoggerMessage(
        EventIds.OutcomeRefused,
        LogLevel.Error,
        "The store refused the outcome of step {StepId} ({TaskType}); the step fails with the store's reason.")]
    private partial void LogOutcomeRefused(Exception refusal, StepId stepId, TaskType taskType);
}
