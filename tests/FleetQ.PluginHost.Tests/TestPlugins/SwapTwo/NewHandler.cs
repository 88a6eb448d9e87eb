using FleetQ.Sdk;

namespace Swap;

/// <summary>Serves a task type that version 1 does not have.</summary>
[StepHandler("swap.new")]
public sealed class NewHandler : IStepHandler<SwapArgs>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(SwapArgs args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}
