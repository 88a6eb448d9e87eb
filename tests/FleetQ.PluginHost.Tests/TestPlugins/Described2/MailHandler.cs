using System.Text.Json;
using FleetQ.Sdk;

namespace Described2;

/// <summary>Serves a name of its own, and one that is an alias elsewhere.</summary>
[StepHandler("described.mail", Aliases = ["mail.send"])]
public sealed class MailHandler : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}
