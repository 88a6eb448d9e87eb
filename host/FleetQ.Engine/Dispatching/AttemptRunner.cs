using System.Text.Json;
using FleetQ.Engine.Completion;
using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Dispatching;

/// <summary>Runs one attempt in its plugin, with its timeout, and tells how it ended.</summary>
internal sealed partial class AttemptRunner(
    DispatchingOptions options,
    ProgressWriter progress,
    FleetMetrics metrics,
    TimeProvider time,
    ILogger<AttemptRunner> logger)
{
    private const int ProgressMessageLengthMax = 1_024;

    private readonly ILogger<AttemptRunner> logger = logger;

    /// <summary>Runs an attempt.</summary>
    /// <returns>
    /// How it ended, null when it ended without a result because its token was cancelled; and the handler's task, which
    /// goes on when the handler ignored its token for longer than the grace.
    /// </returns>
    public async Task<(AttemptResult? Result, Task Handler)> RunAsync(RunningStep step, HandlerRoute route)
    {
        var startedAt = time.GetTimestamp();
        var handler = EnterAsync(step, route);
        using var timeout = StartTimeout(step, route);
        await Task.WhenAny(handler, step.Stopped);
        if (!handler.IsCompleted)
        {
            await WaitForGraceAsync(handler);
        }

        metrics.AddRun(time.GetElapsedTime(startedAt));
        progress.Forget(step.Claim.Key);
        if (!handler.IsCompleted)
        {
            LogHandlerIgnoresCancellation(step.Claim.Key.StepId, step.Claim.TaskType, options.CancelGrace.TotalSeconds);
            return (null, handler);
        }

        return (await handler, handler);
    }

    // Null: the handler ended because its token was cancelled.
    private async Task<AttemptResult?> EnterAsync(RunningStep step, HandlerRoute route)
    {
        var claim = step.Claim;
        try
        {
            var arguments = Arguments.Of(claim.Payload, claim.PayloadForm);
            var attempt = new Attempt(claim, arguments, (fraction, message) => Report(claim.Key, fraction, message));
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
    }

    private ITimer? StartTimeout(RunningStep step, HandlerRoute route) =>
        (step.Claim.Timeout ?? route.Timeout) is { } limit
            ? time.CreateTimer(
                static state => ((RunningStep)state!).Stop(StopCause.TimedOut), step, limit, Timeout.InfiniteTimeSpan)
            : null;

    private async Task WaitForGraceAsync(Task handler) =>
        await handler.WaitAsync(options.CancelGrace, time).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private void Report(ClaimKey key, double? fraction, string? message)
    {
        var shown = message is { Length: > ProgressMessageLengthMax } ? message[..ProgressMessageLengthMax] : message;
        var text = new ProgressText(fraction, shown);
        progress.Report(key, JsonSerializer.Serialize(text, ProgressJson.Default.ProgressText));
    }
}
