using System.Text.Json;
using FleetQ.Sdk;

namespace Good;

/// <summary>Returns its arguments.</summary>
[StepHandler("good.echo", MaxRetries = 7, TimeoutSeconds = 1.5, MaxConcurrency = 4)]
public sealed class EchoHandler : IStepHandler<JsonElement, JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult<JsonElement>> HandleAsync(
        JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<StepResult<JsonElement>>(args);
}
