using System.Text.Json;
using FleetQ.Sdk;

namespace RootedByEvent;

/// <summary>Subscribes to an event of the framework and never leaves it.</summary>
[StepHandler("rooted.event")]
public sealed class EventHandler : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken cancellationToken)
    {
        TaskScheduler.UnobservedTaskException += OnUnobserved;
        return Task.FromResult(StepResult.Completed);
    }

    private static void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e)
    {
    }
}
