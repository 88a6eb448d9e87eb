using FleetQ.Engine.Dispatching;
using FleetQ.Sdk;

namespace FleetQ.PluginHost.Running;

/// <summary>Calls a handler with a result.</summary>
internal sealed class StepInvoker<THandler, TArgs, TResult>(StepJson json) : StepInvoker
    where THandler : class, IStepHandler<TArgs, TResult>
{
    private readonly ArgumentReader<TArgs> reader = new(json.TypeOf<TArgs>());
    private readonly ResultWriter<TResult> writer = new(json.TypeOf<TResult>());

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
        return end?.End.Kind == StepResultKind.Completed
            ? writer.Write(end.Value, attempt.Claim.TaskType)
            : AttemptResults.From(end?.End, attempt.Claim.TaskType);
    }
}
