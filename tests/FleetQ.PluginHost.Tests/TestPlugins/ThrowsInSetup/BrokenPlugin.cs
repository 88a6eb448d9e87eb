using System.Text.Json;
using FleetQ.Sdk;

namespace ThrowsInSetup;

/// <summary>Completes.</summary>
[StepHandler("broken.setup")]
public sealed class PlainHandler : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}

/// <summary>Throws before it has done anything: in its static constructor.</summary>
public sealed class BrokenPlugin : IPlugin
{
    private static readonly int Port = int.Parse("no number", System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Configure(PluginSetup setup) => throw new InvalidOperationException($"port {Port}");
}
