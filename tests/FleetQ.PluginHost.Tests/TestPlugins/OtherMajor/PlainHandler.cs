using System.Text.Json;
using FleetQ.Sdk;

namespace OtherMajor;

/// <summary>Completes.</summary>
[StepHandler("other.major")]
public sealed class PlainHandler : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}
