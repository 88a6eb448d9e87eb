using FleetQ.Engine.Dispatching;

namespace FleetQ.PluginHost.Generations;

/// <summary>
/// Runs attempts in one generation of a plugin, and in the one that serves now when that one has been retired.
/// </summary>
/// <param name="generation">The generation.</param>
/// <param name="index">
/// Which of its routes. Not the route's own runner: whoever still holds this one must not keep a plugin in memory.
/// </param>
/// <param name="routes">What serves now.</param>
internal sealed class GenerationRunner(Generation generation, int index, IHandlerRoutes routes) : IStepRunner
{
    private static readonly AttemptResult Released = new() { End = AttemptEnd.Released };

    /// <inheritdoc/>
    public Task<AttemptResult> RunAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return generation.TryEnter()
            ? RunEnteredAsync(attempt, cancellationToken)
            : PassOnAsync(attempt, cancellationToken);
    }

    private async Task<AttemptResult> RunEnteredAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, generation.Stopping);
            var inner = generation.Plugin.Routes[index].Runner;
            var result = await generation.Guard.RunAsync(index, inner, attempt, either.Token).ConfigureAwait(false);

            // A handler that is disturbed may throw anything; its attempt is given back all the same.
            return result.End is AttemptEnd.Retry && IsStoppedOnly(cancellationToken) ? Released : result;
        }
        catch (OperationCanceledException) when (IsStoppedOnly(cancellationToken))
        {
            return Released;
        }
        finally
        {
            generation.Leave();
        }
    }

    // The route was read just before the table was swapped.
    private async Task<AttemptResult> PassOnAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var route = routes.Find(attempt.Claim.TaskType);
        if (route is null || ReferenceEquals(route.Runner, this))
        {
            return Released;
        }

        var result = await route.Runner.RunAsync(attempt, cancellationToken).ConfigureAwait(false);
        return result with { Plugin = result.Plugin ?? route.Plugin };
    }

    private bool IsStoppedOnly(CancellationToken cancellationToken) =>
        generation.Stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested;
}
