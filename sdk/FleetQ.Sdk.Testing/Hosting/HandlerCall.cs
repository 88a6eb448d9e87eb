using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.Sdk.Testing.Harness;

namespace FleetQ.Sdk.Testing.Hosting;

/// <summary>Runs a made-up step through the very code that runs steps in a host.</summary>
internal sealed class HandlerCall(HandlerRoute route)
{
    // The host's own settings when nobody changes them, without chance.
    private const int MaxRetries = 3;

    private static readonly RetryPolicy Retry =
        new(BackoffStrategy.Exponential, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), Jitter: false);

    private static readonly PodIdentity Pod = new(new PodId("pod-1"), "1");

    private readonly Random unused = new(0);

    /// <summary>How many failed attempts are repeated.</summary>
    public int MaxRetriesOf(HarnessPlan plan) => plan.MaxRetries ?? route.MaxRetries ?? MaxRetries;

    /// <summary>Runs one attempt.</summary>
    /// <returns>How it ended; null when its token ended it.</returns>
    public async Task<HandlerEnd?> RunAsync(MadeUpStep step, CancellationToken cancellationToken)
    {
        var attempt = new Attempt(ClaimOf(step), step.Arguments, step.OnProgress);
        try
        {
            return EndOf(await route.Runner.RunAsync(attempt, cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>What the end means for the step.</summary>
    public AttemptOutcome Judge(MadeUpStep step, HandlerEnd end)
    {
        var isLast = end.Ending == AttemptEnding.Retry && step.Attempt > step.MaxRetries;
        return new AttemptOutcome
        {
            Attempt = step.Attempt,
            Ending = isLast ? AttemptEnding.Failed : end.Ending,
            ResultJson = end.Result,
            Error = end.Error,
            Delay = isLast ? null : end.Delay ?? PauseAfter(step, end),
            Elapsed = TimeSpan.Zero,
            Progress = [],
            Logs = [],
        };
    }

    private TimeSpan? PauseAfter(MadeUpStep step, HandlerEnd end) =>
        end.Ending == AttemptEnding.Retry ? Retry.DelayBefore(step.Attempt, unused) : null;

    private static HandlerEnd EndOf(AttemptResult result) => new(EndingOf(result.End))
    {
        Result = result.Result,
        Error = result.Error is { } error ? new AttemptError(error.Message, error.Type, error.Stack) : null,
        Delay = result.Delay,
    };

    private static AttemptEnding EndingOf(AttemptEnd end) => end switch
    {
        AttemptEnd.Completed => AttemptEnding.Completed,
        AttemptEnd.Retry => AttemptEnding.Retry,
        AttemptEnd.Failed => AttemptEnding.Failed,
        AttemptEnd.Snoozed => AttemptEnding.Snoozed,
        _ => throw new InvalidOperationException($"A handler cannot end an attempt as {end}."),
    };

    private Claim ClaimOf(MadeUpStep step) => new()
    {
        Key = new ClaimKey(new StepId(step.StepId), step.Epoch),
        Pod = Pod,
        TaskType = route.TaskType,
        Sequence = 1,
        Attempt = step.Attempt,
        MaxRetries = step.MaxRetries,
        Losses = 0,
        Priority = 0,
        Tenant = step.Tenant,
        Payload = step.Arguments,
        PayloadForm = PayloadForm.Args,
        Metadata = step.Metadata,
    };
}
