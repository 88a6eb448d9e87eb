using System.Text.Json;
using FleetQ.Sdk;

namespace InvalidHandlers;

/// <summary>Implements nothing.</summary>
[StepHandler("wrong.nothing")]
public sealed class NoInterface;

/// <summary>Names no task type, and sets what is out of range.</summary>
[StepHandler("not a type")]
[StepHandler("wrong.retries", MaxRetries = 101)]
[StepHandler("wrong.timeout", TimeoutSeconds = double.NaN)]
[StepHandler("wrong.zero", TimeoutSeconds = 0)]
[StepHandler("wrong.concurrency", MaxConcurrency = 0)]
[StepHandler("right.type")]
[StepHandler("right.type")]
[StepHandler("right.alias", Aliases = ["right.type", "no alias"])]
public sealed class OutOfRange : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}
