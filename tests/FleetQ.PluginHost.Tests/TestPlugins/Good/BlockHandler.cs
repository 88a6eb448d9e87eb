using FleetQ.Sdk;

namespace Good;

/// <summary>Blocks its thread until it is cancelled, without ever awaiting.</summary>
public sealed class BlockHandler : IStepHandler<Nothing>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(Nothing args, StepContext context, CancellationToken cancellationToken)
    {
        cancellationToken.WaitHandle.WaitOne();
        return Task.FromResult(StepResult.Completed);
    }
}
