using FleetQ.Sdk;

namespace Described;

/// <summary>Says under which name the step was submitted.</summary>
[StepHandler("described.send", Aliases = ["send", "mail.send"], Validate = true, MaxRetries = 2, MaxConcurrency = 3)]
public sealed class SendHandler : IStepHandler<SendArgs, string>
{
    /// <inheritdoc/>
    public Task<StepResult<string>> HandleAsync(
        SendArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(context);
        return Task.FromResult<StepResult<string>>($"{context.TaskType}:{args.To}");
    }
}

/// <summary>The arguments.</summary>
/// <param name="To">Who gets it.</param>
/// <param name="Copies">How many.</param>
public sealed record SendArgs(string To, int Copies = 1);
