using FleetQ.Engine.Model;

namespace FleetQ.Engine.Storage;

/// <summary>
/// Undoes the work of dead pods. Each call is conditional, idempotent and set-based: none, one or two leaders are
/// equally safe.
/// </summary>
public interface IRecoveryStore
{
    /// <summary>
    /// Evicts pods that still show the beat that the leader saw and whose beat is older than the threshold by the
    /// store's clock.
    /// </summary>
    /// <returns>Those that this call evicted.</returns>
    Task<IReadOnlyList<PodIdentity>> EvictAsync(
        IReadOnlyList<SilentPod> pods, TimeSpan threshold, CancellationToken cancellationToken);

    /// <summary>
    /// Lists claimed steps whose incarnation can hold no claims, in keyset pages by order of submission.
    /// </summary>
    /// <param name="presumedDead">Pods to treat as evicted though they are not, for a dry run.</param>
    /// <param name="afterSequence">The end of the page before; 0 for the first.</param>
    /// <param name="limit">How many at most; fewer means that this was the last page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<SequencedOrphan>> ListOrphansAsync(
        IReadOnlyList<PodIdentity> presumedDead, long afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Makes orphans pending, or fails those that have no retry left; a claim whose pod can hold it is left alone.
    /// </summary>
    /// <returns>Those that this call changed.</returns>
    Task<IReadOnlyList<ReturnedStep>> ReturnAsync(
        IReadOnlyList<ClaimKey> orphans, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes steps of an ended status that ended longer ago than <paramref name="age"/>, oldest first.
    /// </summary>
    /// <returns>How many; fewer than <paramref name="limit"/> means that none is left.</returns>
    Task<int> PruneAsync(StepStatus status, TimeSpan age, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the rows of pods that left or were evicted longer ago than <paramref name="age"/> and hold nothing.
    /// </summary>
    /// <returns>How many.</returns>
    Task<int> ForgetPodsAsync(TimeSpan age, CancellationToken cancellationToken);

    /// <summary>Stamps the end of a full pass by the store's clock.</summary>
    Task RecordPassAsync(CancellationToken cancellationToken);
}

/// <summary>A pod that the leader saw silent.</summary>
/// <param name="Pod">Which incarnation.</param>
/// <param name="Beat">The beat that it stayed at.</param>
public sealed record SilentPod(PodIdentity Pod, long Beat);

/// <summary>An orphan with its place in the order of submission.</summary>
public sealed record SequencedOrphan(Orphan Orphan, long Sequence);

/// <summary>
/// What recovery made of an orphan: <see cref="StepStatus.Pending"/> or <see cref="StepStatus.Failed"/>.
/// </summary>
public sealed record ReturnedStep(StepId StepId, StepStatus Status);
