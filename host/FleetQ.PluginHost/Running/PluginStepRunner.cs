using FleetQ.Engine.Dispatching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Running;

/// <summary>Runs the attempts of one handler, each in a service scope of its own.</summary>
internal sealed partial class PluginStepRunner(
    IServiceProvider plugin, StepInvoker invoker, TimeProvider time, ILogger logger) : IStepRunner
{
    private readonly ILogger logger = logger;

    /// <inheritdoc/>
    public Task<AttemptResult> RunAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return RunInPluginAsync(attempt, cancellationToken);
    }

    private async Task<AttemptResult> RunInPluginAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        // On the pool from the first instruction: a handler that blocks before it awaits must not hold the dispatcher.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        cancellationToken.ThrowIfCancellationRequested();
        using var fields = logger.BeginScope(new AttemptScope(attempt.Claim));
        var context = new HostStepContext(attempt, logger, time);
        var scope = plugin.CreateAsyncScope();
        try
        {
            attempt.HeldThread = Environment.CurrentManagedThreadId;
            var run = invoker.RunAsync(scope.ServiceProvider, attempt, context, cancellationToken);
            attempt.HeldThread = null;
            return await run.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            if (cancellationToken.IsCancellationRequested && ExceptionText.IsCancellation(failure))
            {
                // A new one: the plugin's may be of a type of its own.
                throw new OperationCanceledException(cancellationToken);
            }

            var cause = (failure as UnconstructedException)?.InnerException ?? failure;
            return AttemptResults.Retry(ExceptionText.ToStepError(cause)) with { Fault = HandlerFaults.Judge(failure) };
        }
        finally
        {
            context.End();
            await DisposeAsync(scope, attempt).ConfigureAwait(false);
        }
    }

    // How the attempt ended is decided: what its services do on their way out changes nothing of it.
    private async ValueTask DisposeAsync(AsyncServiceScope scope, Attempt attempt)
    {
        try
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // The text only: the log may keep what it is given, and with it the plugin.
            LogDisposalFailed(
                attempt.Claim.Key.StepId, attempt.Claim.TaskType, ExceptionText.Describe(failure));
        }
    }
}
