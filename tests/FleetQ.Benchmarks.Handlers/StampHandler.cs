using FleetQ.Sdk;

namespace FleetQ.Benchmarks.Handlers;

/// <summary>Says when it was entered, by a clock that all processes of the machine share.</summary>
[StepHandler("stamp")]
public sealed class StampHandler : IStepHandler<NoopArgs, Stamp>
{
    /// <inheritdoc/>
    public Task<StepResult<Stamp>> HandleAsync(
        NoopArgs args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<StepResult<Stamp>>(new Stamp(TimeProvider.System.GetTimestamp()));
}
