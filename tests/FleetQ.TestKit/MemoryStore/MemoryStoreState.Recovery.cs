using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

public sealed partial class MemoryStoreState : IRecoveryStore
{
    private const string PodLost = "pod_lost";

    public Task<IReadOnlyList<PodIdentity>> EvictAsync(
        IReadOnlyList<SilentPod> pods, TimeSpan threshold, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<PodIdentity>>(
            StoreOperations.Evict,
            () => [.. pods.Where(pod => EvictNeedsLock(pod, threshold)).Select(static pod => pod.Pod)],
            cancellationToken);

    public Task<IReadOnlyList<SequencedOrphan>> ListOrphansAsync(
        IReadOnlyList<PodIdentity> presumedDead, long afterSequence, int limit, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<SequencedOrphan>>(
            StoreOperations.ListOrphans,
            () =>
            [
                .. open.Values.Where(row => row.Sequence > afterSequence && IsListedNeedsLock(row, presumedDead))
                    .Take(limit)
                    .Select(static row => new SequencedOrphan(
                        new Orphan(row.Key, row.ClaimedBy!.PodId, row.HasRetriesLeft), row.Sequence)),
            ],
            cancellationToken);

    public Task<IReadOnlyList<ReturnedStep>> ReturnAsync(
        IReadOnlyList<ClaimKey> orphans, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<ReturnedStep>>(
            StoreOperations.Return,
            () => [.. orphans.Select(FindOrphanNeedsLock).OfType<MemoryStep>().Select(row => ReturnNeedsLock(row))],
            cancellationToken);

    public Task<int> PruneAsync(StepStatus status, TimeSpan age, int limit, CancellationToken cancellationToken) =>
        DoAsync(StoreOperations.Prune, () => PruneNeedsLock(status, age, limit), cancellationToken);

    public Task<int> ForgetPodsAsync(TimeSpan age, CancellationToken cancellationToken) =>
        DoAsync(StoreOperations.ForgetPods, () => ForgetPodsNeedsLock(age), cancellationToken);

    public async Task RecordPassAsync(CancellationToken cancellationToken) =>
        await DoAsync(StoreOperations.RecordPass, () => tables.LastRecoveryMs = NowMs, cancellationToken);

    private bool EvictNeedsLock(SilentPod silent, TimeSpan threshold)
    {
        var nowMs = NowMs;
        if (FindHolderNeedsLock(silent.Pod) is not { } pod
            || pod.Beat != silent.Beat
            || nowMs - pod.BeatMs <= threshold.TotalMilliseconds)
        {
            return false;
        }

        pod.State = PodState.Evicted;
        pod.LeftMs = nowMs;
        return true;
    }

    private bool IsOrphanNeedsLock(MemoryStep row, IReadOnlyList<PodIdentity> presumedDead) =>
        row.Status is StepStatus.Claimed
        && (FindHolderNeedsLock(row.ClaimedBy) is null || presumedDead.Contains(row.ClaimedBy));

    private bool IsListedNeedsLock(MemoryStep row, IReadOnlyList<PodIdentity> presumedDead)
    {
        var wasParked = row.IsParked;
        var isOrphan = IsOrphanNeedsLock(row, presumedDead);
        row.IsParked = isOrphan && Has(StoreWeaknesses.ListsOrphansOnce);
        return isOrphan && !wasParked;
    }

    private MemoryStep? FindOrphanNeedsLock(ClaimKey key) =>
        Has(StoreWeaknesses.ReturnsWhatever) && stepsById.GetValueOrDefault(key.StepId) is { ClaimedBy: not null } any
            ? any
            : FindClaimedNeedsLock(key) is { } row && IsOrphanNeedsLock(row, []) ? row : null;

    private ReturnedStep ReturnNeedsLock(MemoryStep row, bool hasPodDied = true)
    {
        var nowMs = NowMs;
        var fact = $"The pod '{row.ClaimedBy!.PodId}' was lost while it ran the step";
        row.Losses += hasPodDied ? 1 : 0;
        if (row.HasRetriesLeft)
        {
            CloseAttemptNeedsLock(row, "lost", plugin: null, fact + ".", nowMs);
            MoveNeedsLock(row, StepStatus.Pending, nowMs);
        }
        else
        {
            row.Error = new StepError(fact + ", and no retry is left.", PodLost);
            MoveNeedsLock(row, StepStatus.Failed, nowMs);
        }

        return new ReturnedStep(row.Submitted.StepId, row.Status);
    }

    private int PruneNeedsLock(StepStatus status, TimeSpan age, int limit)
    {
        var endedBeforeMs = NowMs - (long)age.TotalMilliseconds;
        return DeleteNeedsLock(
            steps.Where(row => row.Status == status && row.EndedMs <= endedBeforeMs)
                .OrderBy(static row => row.EndedMs).Take(limit));
    }

    private int DeleteNeedsLock(IEnumerable<MemoryStep> rows)
    {
        var deleted = rows.ToHashSet();
        steps.RemoveAll(deleted.Contains);
        foreach (var row in deleted)
        {
            stepsById.Remove(row.Submitted.StepId);
        }

        return deleted.Count;
    }

    private int ForgetPodsNeedsLock(TimeSpan age)
    {
        var leftBeforeMs = NowMs - (long)age.TotalMilliseconds;
        var gone = pods.Values.Where(pod => pod.LeftMs <= leftBeforeMs && !HoldsStepsNeedsLock(pod)).ToList();
        gone.ForEach(pod => pods.Remove(pod.Identity.PodId));
        return gone.Count;
    }

    private bool HoldsStepsNeedsLock(MemoryPod pod) =>
        open.Values.Any(row => row.Status is StepStatus.Claimed && row.ClaimedBy!.PodId == pod.Identity.PodId);
}
