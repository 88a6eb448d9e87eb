using System.Text.Json;
using FleetQ.Sdk;

namespace FleetQ.Plugins.Echo;

/// <summary>Gives a step's arguments back as its result.</summary>
[StepHandler("echo")]
public sealed class EchoHandler : IStepHandler<JsonElement, Verbatim>
{
    /// <inheritdoc/>
    public Task<StepResult<Verbatim>> HandleAsync(
        JsonElement args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<StepResult<Verbatim>>(new Verbatim(args));
}
