using System.Text.Json;
using FleetQ.Sdk;

namespace NewerContract;

/// <summary>Completes.</summary>
[StepHandler("newer.contract")]
public sealed class PlainHandler : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}
