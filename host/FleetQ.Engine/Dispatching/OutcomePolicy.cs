using FleetQ.Engine.Completion;
using FleetQ.Engine.Model;

namespace FleetQ.Engine.Dispatching;

/// <summary>Decides what an attempt's end means for its step: the one place that knows retries.</summary>
internal sealed class OutcomePolicy(CompletionOptions options, Random random)
{
    public Outcome Decide(Claim claim, HandlerRoute route, AttemptResult result) => result.End switch
    {
        AttemptEnd.Completed => New(claim, route, OutcomeKind.Completed) with { Result = result.Result },
        AttemptEnd.Failed => New(claim, route, OutcomeKind.Failed) with { Error = result.Error },
        AttemptEnd.Snoozed => New(claim, route, OutcomeKind.Snoozed) with
        {
            Delay = result.Delay,
            Error = result.Error,
        },
        AttemptEnd.Retry => RetryOrFail(claim, route, result),
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

    private static Outcome New(Claim claim, HandlerRoute? route, OutcomeKind kind) => new()
    {
        Key = claim.Key,
        Kind = kind,
        Plugin = route?.Plugin,
        PluginVersion = route?.PluginVersion,
    };
}
