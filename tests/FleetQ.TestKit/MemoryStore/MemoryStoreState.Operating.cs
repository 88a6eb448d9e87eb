using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

public sealed partial class MemoryStoreState : IOperatorStore
{
    public Task<OperatorAnswer> CancelAsync(StepId stepId, string? reason, CancellationToken cancellationToken) =>
        DoAsync(
            StoreOperations.Cancel,
            () => ChangeNeedsLock(stepId, static row => !row.Status.IsEnded(), row => CancelNeedsLock(row, reason)),
            cancellationToken);

    public Task<OperatorAnswer> RetryAsync(StepId stepId, CancellationToken cancellationToken) =>
        DoAsync(
            StoreOperations.Retry,
            () => ChangeNeedsLock(
                stepId, static row => row.Status.IsEnded() && row.Status is not StepStatus.Completed, RetryNeedsLock),
            cancellationToken);

    public Task<OperatorAnswer> AmendAsync(
        StepId stepId, int? priority, DateTimeOffset? notBefore, CancellationToken cancellationToken) =>
        DoAsync(
            StoreOperations.Amend,
            () => ChangeNeedsLock(stepId, static row => row.IsWaiting, row => AmendNeedsLock(row, priority, notBefore)),
            cancellationToken);

    public Task<int> DiscardAsync(IReadOnlyList<StepId> stepIds, CancellationToken cancellationToken) =>
        DoAsync(
            StoreOperations.Discard,
            () => DiscardNeedsLock(row => stepIds.Contains(row.Submitted.StepId), stepIds.Count),
            cancellationToken);

    public Task<int> DiscardAsync(TaskType? taskType, int limit, CancellationToken cancellationToken) =>
        DoAsync(
            StoreOperations.Discard,
            () => DiscardNeedsLock(row => taskType is null || row.Submitted.TaskType == taskType, limit),
            cancellationToken);

    private int DiscardNeedsLock(Predicate<MemoryStep> isMeant, int limit) => DeleteNeedsLock(
        steps.Where(row => row.Status is StepStatus.Failed && isMeant(row)).OrderBy(static row => row.EndedMs)
            .Take(limit));

    private OperatorAnswer ChangeNeedsLock(
        StepId stepId, Predicate<MemoryStep> canChange, Func<MemoryStep, ClaimKey?> change)
    {
        if (stepsById.GetValueOrDefault(stepId) is not { } row)
        {
            return new OperatorAnswer(false, null);
        }

        if (!canChange(row))
        {
            return new OperatorAnswer(false, row.Status);
        }

        var claim = change(row);
        return new OperatorAnswer(true, row.Status, claim);
    }

    private ClaimKey? CancelNeedsLock(MemoryStep row, string? reason)
    {
        var nowMs = NowMs;
        ClaimKey? claim = row.Status is StepStatus.Claimed ? row.Key : null;
        row.Error = reason is null ? row.Error : new StepError(reason, "cancelled");
        if (claim is not null)
        {
            RaiseAttentionNeedsLock(row.ClaimedBy!);
        }

        MoveNeedsLock(row, StepStatus.Cancelled, nowMs);
        return claim;
    }

    private void RaiseAttentionNeedsLock(PodIdentity identity)
    {
        if (pods.GetValueOrDefault(identity.PodId) is { } pod && pod.Identity == identity)
        {
            pod.Attention++;
        }
    }

    private ClaimKey? RetryNeedsLock(MemoryStep row)
    {
        if (row.ClaimedBy is not null)
        {
            var outcome = row.Error?.Type == PodLost ? "lost" : row.Status.ToWord();
            CloseAttemptNeedsLock(row, outcome, row.Plugin, row.Error?.Message, row.EndedMs);
        }

        row.Attempt = 0;
        row.Losses = 0;
        row.Error = null;
        row.Result = null;
        row.Progress = null;
        row.ExpiresMs = null;
        row.NotBeforeMs = null;
        MoveNeedsLock(row, StepStatus.Pending, NowMs);
        return null;
    }

    private ClaimKey? AmendNeedsLock(MemoryStep row, int? priority, DateTimeOffset? notBefore)
    {
        var nowMs = NowMs;
        row.Priority = priority ?? row.Priority;
        row.NotBeforeMs = notBefore?.ToUnixTimeMilliseconds() ?? row.NotBeforeMs;
        TouchNeedsLock(row, nowMs);
        var status = row.NotBeforeMs > nowMs ? StepStatus.Scheduled : StepStatus.Pending;
        if (notBefore is not null && row.Status is not StepStatus.Blocked && row.Status != status)
        {
            MoveNeedsLock(row, status, nowMs);
        }

        return null;
    }
}
