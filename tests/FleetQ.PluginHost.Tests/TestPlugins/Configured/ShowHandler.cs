using System.Text.Json;
using FleetQ.Sdk;

namespace Configured;

/// <summary>Shows the settings.</summary>
[StepHandler("configured.show", Aliases = ["show"], MaxRetries = 2, TimeoutSeconds = 30, MaxConcurrency = 3)]
public sealed class ShowHandler(SendSettings settings) : IStepHandler<JsonElement, SendSettings>
{
    /// <inheritdoc/>
    public Task<StepResult<SendSettings>> HandleAsync(
        JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<StepResult<SendSettings>>(settings);
}

/// <summary>Declares nothing of itself.</summary>
[StepHandler("configured.plain")]
public sealed class PlainHandler : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}
