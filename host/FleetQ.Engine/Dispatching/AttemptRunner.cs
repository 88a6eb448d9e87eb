using System.Text.Json;
using FleetQ.Engine.Completion;
using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;

namespace FleetQ.Engine.Dispatching;

/// <summary>Runs one attempt in its plugin, with its timeout, and tells how it ended.</summary>
/// <param name="progress">Stores what the handler tells of its progress.</param>
/// <param name="prefetch">Learns how long attempts run.</param>
/// <param name="metrics">Counts.</param>
/// <param name="time">The pod's clock.</param>
/// <param name="onTimeout">Stops a step whose time is over; must return at once.</param>
internal sealed class AttemptRunner(
    ProgressWriter progress, Prefetch prefetch, FleetMetrics metrics, TimeProvider time, Action<RunningStep> onTimeout)
{
    private const int ProgressMessageLengthMax = 1_024;

    /// <summary>Runs an attempt until its handler returns, which may be long after its step was settled.</summary>
    /// <returns>How it ended; null when it ended without a result because its token was cancelled.</returns>
    public async Task<AttemptResult?> RunAsync(RunningStep step, HandlerRoute route)
    {
        var claim = step.Claim;
        var startedAt = time.GetTimestamp();
        using var timeout = StartTimeout(step, route);
        try
        {
            var arguments = Arguments.Of(claim.Payload, claim.PayloadForm);
            var attempt = new Attempt(claim, arguments, (fraction, message) => Report(step, fraction, message));
            step.Attempt = attempt;
            return await route.Runner.RunAsync(attempt, step.Token);
        }
        catch (OperationCanceledException) when (step.Token.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure)
        {
            // The runner promises to flatten what plugins throw; what comes here is the runner's own failure, and the
            // step must still end.
            return new AttemptResult
            {
                End = AttemptEnd.Retry,
                Error = StepError.Of(failure.Message, failure.GetType().FullName, failure.StackTrace),
            };
        }
        finally
        {
            var ran = time.GetElapsedTime(startedAt);
            metrics.AddRun(ran);
            prefetch.OnRun(claim.TaskType, ran);
            if (step.HasProgress)
            {
                progress.Forget(claim.Key);
            }
        }
    }

    private ITimer? StartTimeout(RunningStep step, HandlerRoute route) =>
        (step.Claim.Timeout ?? route.Timeout) is { } limit
            ? time.CreateTimer(_ => onTimeout(step), null, limit, Timeout.InfiniteTimeSpan)
            : null;

    private void Report(RunningStep step, double? fraction, string? message)
    {
        step.HasProgress = true;
        var shown = message is { Length: > ProgressMessageLengthMax } ? message[..ProgressMessageLengthMax] : message;
        var text = new ProgressText(fraction, shown);
        progress.Report(step.Claim.Key, JsonSerializer.Serialize(text, ProgressJson.Default.ProgressText));
    }
}
