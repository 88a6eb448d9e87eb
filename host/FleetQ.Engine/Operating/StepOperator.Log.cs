using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Operating;

public sealed partial class StepOperator
{
    [LoggerMessage(EventIds.StepCancelled, LogLevel.Information, "Step {StepId} was cancelled by an operator.")]
    private partial void LogStepCancelled(StepId stepId);

    [LoggerMessage(EventIds.StepRetried, LogLevel.Information, "Step {StepId} runs again by an operator's wish.")]
    private partial void LogStepRetried(StepId stepId);

    [LoggerMessage(EventIds.StepAmended, LogLevel.Information, "Step {StepId} was changed by an operator.")]
    private partial void LogStepAmended(StepId stepId);

    [LoggerMessage(
        EventIds.StepsDiscarded,
        LogLevel.Information,
        "{Count} dead letters were discarded by an operator: {Which}.")]
    private partial void LogStepsDiscarded(int count, string which);
}
