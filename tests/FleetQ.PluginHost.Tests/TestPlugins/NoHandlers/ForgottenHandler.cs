using System.Text.Json;
using FleetQ.Sdk;

namespace NoHandlers;

/// <summary>Its author forgot the attribute.</summary>
public sealed class ForgottenHandler : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}
