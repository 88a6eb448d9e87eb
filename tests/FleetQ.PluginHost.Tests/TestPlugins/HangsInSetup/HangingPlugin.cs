using System.Text.Json;
using FleetQ.Sdk;

namespace HangsInSetup;

/// <summary>Completes.</summary>
[StepHandler("broken.hang")]
public sealed class PlainHandler : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}

/// <summary>Never returns.</summary>
public sealed class HangingPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(PluginSetup setup)
    {
        using var never = new ManualResetEventSlim();
        never.Wait();
    }
}
