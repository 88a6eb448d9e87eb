using System.Text.Json;
using FleetQ.Sdk;

namespace GoodTwin;

/// <summary>Serves a task type that Good serves.</summary>
[StepHandler("good.echo")]
public sealed class TwinHandler : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}

/// <summary>Serves one that nobody else serves.</summary>
[StepHandler("twin.only")]
public sealed class OnlyHandler : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}
