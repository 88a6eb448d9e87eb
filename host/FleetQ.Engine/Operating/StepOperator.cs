using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Operating;

/// <summary>What operators do to steps; the pod hears of it at once where it is concerned. Thread-safe.</summary>
public sealed partial class StepOperator(IOperatorStore store, ILogger<StepOperator> logger)
{
    private readonly ILogger<StepOperator> logger = logger;

    /// <summary>Called when a claim was ended by a cancel; must return at once.</summary>
    public Action<ClaimKey>? ClaimEnded { get; set; }

    /// <summary>Called when a step may have become ready; must return at once.</summary>
    public Action? StepReadied { get; set; }

    /// <summary>
    /// Cancels a step that has not ended. A handler on another pod sees its token cancelled with that pod's next beat.
    /// </summary>
    /// <param name="stepId">Which.</param>
    /// <param name="reason">Shown as the step's error; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">It is not known whether it was done; it can be repeated.</exception>
    public async Task<OperatorAnswer> CancelAsync(StepId stepId, string? reason, CancellationToken cancellationToken)
    {
        var answer = await store.CancelAsync(stepId, reason, cancellationToken);
        if (answer.Changed)
        {
            LogStepCancelled(stepId);
        }

        if (answer.Claim is { } claim)
        {
            ClaimEnded?.Invoke(claim);
        }

        return answer;
    }

    /// <summary>Makes a failed, cancelled or expired step run again, with all its attempts before it.</summary>
    /// <exception cref="StoreUnavailableException">It is not known whether it was done; it can be repeated.</exception>
    public async Task<OperatorAnswer> RetryAsync(StepId stepId, CancellationToken cancellationToken)
    {
        var answer = await store.RetryAsync(stepId, cancellationToken);
        if (answer.Changed)
        {
            LogStepRetried(stepId);
            StepReadied?.Invoke();
        }

        return answer;
    }

    /// <summary>Changes the priority or the earliest start of a step that waits.</summary>
    /// <exception cref="StoreUnavailableException">It is not known whether it was done; it can be repeated.</exception>
    public async Task<OperatorAnswer> AmendAsync(
        StepId stepId, int? priority, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        var answer = await store.AmendAsync(stepId, priority, notBefore, cancellationToken);
        if (answer.Changed)
        {
            LogStepAmended(stepId);
            StepReadied?.Invoke();
        }

        return answer;
    }

    /// <summary>Deletes the dead letters among these steps; one in another status stays.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="StoreUnavailableException">It is not known whether it was done; it can be repeated.</exception>
    public async Task<int> DiscardAsync(IReadOnlyList<StepId> stepIds, CancellationToken cancellationToken)
    {
        var discarded = await store.DiscardAsync(stepIds, cancellationToken);
        if (discarded > 0)
        {
            LogStepsDiscarded(discarded, string.Join(", ", stepIds));
        }

        return discarded;
    }

    /// <summary>Deletes dead letters of one task type, or of all; those that ended first go first.</summary>
    /// <returns>How many; fewer than the limit means that none is left.</returns>
    /// <exception cref="StoreUnavailableException">It is not known whether it was done; it can be repeated.</exception>
    public async Task<int> DiscardAsync(TaskType? taskType, int limit, CancellationToken cancellationToken)
    {
        var discarded = await store.DiscardAsync(taskType, limit, cancellationToken);
        if (discarded > 0)
        {
            LogStepsDiscarded(discarded, taskType is { } type ? $"of the task type {type}" : "of all task types");
        }

        return discarded;
    }
}
