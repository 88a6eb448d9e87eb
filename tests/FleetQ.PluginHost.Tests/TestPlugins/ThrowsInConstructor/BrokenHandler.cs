using System.Text.Json;
using FleetQ.Sdk;

namespace ThrowsInConstructor;

/// <summary>Cannot be made.</summary>
[StepHandler("broken.constructor")]
public sealed class BrokenHandler : IStepHandler<JsonElement>
{
    /// <summary>Throws.</summary>
    public BrokenHandler() => throw new InvalidOperationException("no licence");

    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}
