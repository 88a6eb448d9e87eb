using FleetQ.Engine.Model;

namespace FleetQ.Engine.Storage;

/// <summary>What operators do to steps. Each is one conditional change, so a race has one winner.</summary>
public interface IOperatorStore
{
    /// <summary>Cancels a step that has not ended; when it is claimed, the pod's attention rises.</summary>
    Task<OperatorAnswer> CancelAsync(StepId stepId, string? reason, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a failed, cancelled or expired step pending, with all its attempts before it and an expiry removed.
    /// </summary>
    Task<OperatorAnswer> RetryAsync(StepId stepId, CancellationToken cancellationToken);

    /// <summary>Changes a step that waits.</summary>
    /// <param name="stepId">Which.</param>
    /// <param name="priority">The new priority; null leaves it.</param>
    /// <param name="notBefore">The new earliest start; null leaves it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<OperatorAnswer> AmendAsync(
        StepId stepId, int? priority, DateTimeOffset? notBefore, CancellationToken cancellationToken);

    /// <summary>Deletes the dead letters among these steps; one in another status stays.</summary>
    /// <returns>How many.</returns>
    Task<int> DiscardAsync(IReadOnlyList<StepId> stepIds, CancellationToken cancellationToken);

    /// <summary>Deletes dead letters; those that ended first go first.</summary>
    /// <param name="taskType">Only of this task type; null for all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many; fewer than <paramref name="limit"/> means that none is left.</returns>
    Task<int> DiscardAsync(TaskType? taskType, int limit, CancellationToken cancellationToken);
}

/// <summary>What an operator's change did.</summary>
/// <param name="Changed">True when this call changed the step.</param>
/// <param name="Status">The status that the step now has; null when there is no such step.</param>
/// <param name="Claim">The claim that a cancel ended; null when the step was not claimed.</param>
public sealed record OperatorAnswer(bool Changed, StepStatus? Status, ClaimKey? Claim = null);
