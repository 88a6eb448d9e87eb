using FleetQ.Sdk;

namespace FleetQ.Benchmarks.Handlers;

/// <summary>Does nothing: what is left is the queue's own cost.</summary>
[StepHandler("noop")]
public sealed class NoopHandler : IStepHandler<NoopArgs>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(NoopArgs args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}
