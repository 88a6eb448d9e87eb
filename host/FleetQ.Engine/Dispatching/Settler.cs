using System.Threading.Channels;
using FleetQ.Engine.Completion;
using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Dispatching;

/// <summary>Decides once what becomes of a claim, hands that to completion, and lets go when it is recorded.</summary>
/// <param name="held">What is let go of.</param>
/// <param name="policy">Turns ends into outcomes.</param>
/// <param name="completer">Records them.</param>
/// <param name="metrics">Counts.</param>
/// <param name="leave">Frees what a settled step has; must not throw.</param>
/// <param name="logger">The log.</param>
internal sealed partial class Settler(
    HeldClaims held,
    OutcomePolicy policy,
    Completer completer,
    FleetMetrics metrics,
    Action<RunningStep> leave,
    ILogger<Settler> logger)
{
    private readonly ILogger<Settler> logger = logger;

    /// <summary>Settles an attempt, unless that was done without it. A null result: its token was cancelled.</summary>
    /// <returns>False when the step was settled before.</returns>
    public bool TrySettle(RunningStep step, HandlerRoute route, AttemptResult? result)
    {
        if (!step.TryDecide())
        {
            return false;
        }

        Settle(step, policy.Decide(step, route, result));
        return true;
    }

    /// <summary>Gives a step back that was not attempted, unless it is settled or no longer this pod's.</summary>
    public void GiveBack(RunningStep step)
    {
        if (step.TryDecide())
        {
            Settle(step, step.IsLost ? null : OutcomePolicy.Release(step.Claim));
        }
    }

    /// <summary>Lets go of a step, whatever became of it.</summary>
    public void Drop(RunningStep step)
    {
        // Only now: a step stays in the lane until its outcome is in the store, for what runs alone after it may take
        // the pod along.
        if (held.TryRemove(step))
        {
            leave(step);
            held.TellIfEmpty();
        }
    }

    /// <summary>Is told that an outcome is in the store, or that the claim was lost.</summary>
    public void OnSettled(RunningStep step, CompletionResult result)
    {
        var claim = step.Claim;
        if (result is CompletionResult.ClaimLost)
        {
            LogClaimLost(claim.Key.StepId, claim.TaskType, claim.Attempt, claim.Key.Epoch);
        }
        else if (step.Outcome is { } outcome && logger.IsEnabled(LogLevel.Debug))
        {
            LogStepTransition(
                claim.Key.StepId,
                claim.TaskType,
                StepStatus.Claimed.ToWord(),
                outcome.Status.ToWord(),
                claim.Attempt,
                claim.Tenant,
                claim.TraceParent);
        }

        Drop(step);
    }

    /// <summary>
    /// Is told that the store refuses an outcome, a result too large for it for instance. It would refuse it again: so
    /// the step fails and says why, instead of running for ever.
    /// </summary>
    public void OnRefused(RunningStep step, Exception refusal)
    {
        if (refusal is OperationCanceledException || step.Outcome is not { Kind: not OutcomeKind.Failed } outcome)
        {
            LogNotSettled(refusal, step.Claim.Key.StepId, step.Claim.TaskType);
            Drop(step);
            return;
        }

        LogOutcomeRefused(refusal, step.Claim.Key.StepId, step.Claim.TaskType);
        _ = PostAsync(step, OutcomePolicy.Refuse(outcome, refusal));
    }

    private void Settle(RunningStep step, Outcome? outcome)
    {
        if (outcome is null)
        {
            metrics.Lost.Add(1);
            OnSettled(step, CompletionResult.ClaimLost);
            return;
        }

        _ = PostAsync(step, outcome);
    }

    private async Task PostAsync(RunningStep step, Outcome outcome)
    {
        try
        {
            step.Outcome = outcome;
            await completer.PostAsync(outcome, step);
        }
        catch (ChannelClosedException failure)
        {
            LogNotSettled(failure, step.Claim.Key.StepId, step.Claim.TaskType);
            Drop(step);
        }
    }
}
