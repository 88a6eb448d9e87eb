using FleetQ.Engine.Completion;
using FleetQ.Engine.Model;

namespace FleetQ.Engine.Dispatching;

/// <summary>Decides what an attempt's end means for its step: the one place that knows retries.</summary>
internal sealed class OutcomePolicy(CompletionOptions options, Random random)
{
    /// <summary>Decides.</summary>
    /// <param name="step">The step.</param>
    /// <param name="route">What handled it.</param>
    /// <param name="result">How its attempt ended; null when it ended, or was given up, because it was stopped.</param>
    /// <returns>Null when the claim is lost: nothing is recorded.</returns>
    public Outcome? Decide(RunningStep step, HandlerRoute route, AttemptResult? result)
    {
        if (step.IsLost)
        {
            return null;
        }

        // A handler that a drain disturbs may throw anything; the drain gives its attempt back all the same.
        if (step.Cause is StopCause.Draining && result is null or { End: AttemptEnd.Retry })
        {
            return Release(step.Claim);
        }

        return Decide(step.Claim, route, result ?? TimedOut(step, route));
    }

    private Outcome Decide(Claim claim, HandlerRoute route, AttemptResult result) =>
        Map(claim, route, result) with { Plugin = result.Plugin ?? route.Plugin };

    private Outcome Map(Claim claim, HandlerRoute route, AttemptResult result) => result.End switch
    {
        AttemptEnd.Completed => New(claim, route, OutcomeKind.Completed) with { Result = result.Result },
        AttemptEnd.Failed => New(claim, route, OutcomeKind.Failed) with { Error = result.Error },
        AttemptEnd.Snoozed => New(claim, route, OutcomeKind.Snoozed) with
        {
            Delay = result.Delay,
            Error = result.Error,
        },
        AttemptEnd.Retry => RetryOrFail(claim, route, result),
        AttemptEnd.Released => Release(claim),
        _ => throw new InvalidOperationException($"{nameof(AttemptEnd)} {result.End} has no outcome."),
    };

    public static Outcome Release(Claim claim) => New(claim, null, OutcomeKind.Released);

    public static Outcome Refuse(Outcome outcome, Exception refusal) => outcome with
    {
        Kind = OutcomeKind.Failed,
        Result = null,
        Delay = null,
        Error = StepError.Of($"The store refused the outcome of the attempt: {refusal.Message}", "outcome_refused"),
    };

    private Outcome RetryOrFail(Claim claim, HandlerRoute route, AttemptResult result)
    {
        if (!claim.HasRetriesLeft)
        {
            return New(claim, route, OutcomeKind.Failed) with { Error = result.Error };
        }

        var policy = claim.Retry ?? options.DefaultRetry;
        var delay = result.Delay ?? policy.DelayBefore(claim.Attempt, random);
        return New(claim, route, OutcomeKind.Retry) with { Delay = delay, Error = result.Error };
    }

    private static AttemptResult TimedOut(RunningStep step, HandlerRoute route)
    {
        var limit = step.Claim.Timeout ?? route.Timeout;
        return new AttemptResult
        {
            End = AttemptEnd.Retry,
            Error = StepError.Of(
                $"The attempt ran longer than its timeout of {limit?.TotalSeconds:0.###} s.", "timeout"),
        };
    }

    private static Outcome New(Claim claim, HandlerRoute? route, OutcomeKind kind) => new()
    {
        Key = claim.Key,
        Kind = kind,
        Plugin = route?.Plugin,
    };
}
