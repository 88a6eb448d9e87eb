using FleetQ.Engine.Dispatching;
using FleetQ.Sdk;

namespace FleetQ.PluginHost.Running;

/// <summary>Calls a handler without a result.</summary>
internal sealed class StepInvoker<THandler, TArgs>(StepJson json) : StepInvoker
    where THandler : class, IStepHandler<TArgs>
{
    private readonly ArgumentReader<TArgs> reader = new(json.TypeOf<TArgs>());

    /// <inheritdoc/>
    public override async Task<AttemptResult> RunAsync(
        IServiceProvider services, Attempt attempt, StepContext context, CancellationToken cancellationToken)
    {
        if (!reader.TryRead(attempt, out var args, out var failure))
        {
            return failure;
        }

        var handler = Construct<THandler>(services);
        var end = await handler.HandleAsync(args, context, cancellationToken).ConfigureAwait(false);
        return AttemptResults.From(end, attempt.Claim.TaskType);
    }
}
