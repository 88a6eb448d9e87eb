using System.Text.Json;
using FleetQ.Sdk;

namespace Unconstructible;

/// <summary>Asks for a service that nobody registers.</summary>
[StepHandler("broken.services")]
public sealed class LonelyHandler(LonelyHandler.Mailer mailer) : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Fail(mailer?.ToString() ?? "none"));

    /// <summary>Never registered.</summary>
    public sealed class Mailer;
}
