using System.Runtime.Versioning;
using System.Text.Json;
using FleetQ.Sdk;

[assembly: TargetFramework(".NETCoreApp,Version=v99.0")]

namespace NewerTargetFramework;

/// <summary>Completes.</summary>
[StepHandler("newer.tfm")]
public sealed class PlainHandler : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}
