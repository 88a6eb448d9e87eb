using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

public sealed partial class MemoryStoreState : IClaimStore
{
    public Task<IReadOnlyList<Claim>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        DoAsync(StoreOperations.Claim, () => ClaimNeedsLock(request), cancellationToken);

    public Task<DueSteps> AdvanceDueAsync(int limit, CancellationToken cancellationToken) =>
        DoAsync(StoreOperations.AdvanceDue, () => AdvanceDueNeedsLock(limit), cancellationToken);

    private IReadOnlyList<Claim> ClaimNeedsLock(ClaimRequest request)
    {
        if (FindHolderNeedsLock(request.Pod) is not { State: PodState.Active }
            && !Has(StoreWeaknesses.LetsAnybodyClaim))
        {
            return [];
        }

        var nowMs = NowMs;
        var ready = request.Types
            .SelectMany(type => open.Values
                .Where(row => IsReady(row, type.TaskType, nowMs))
                .OrderByDescending(static row => row.Priority)
                .ThenBy(static row => row.Sequence)
                .Take(type.Room))
            .OrderByDescending(static row => row.Priority)
            .ThenBy(static row => row.Sequence)
            .Take(request.Limit)
            .ToList();
        return [.. ready.Select(row => TakeNeedsLock(row, request.Pod, nowMs))];
    }

    private static bool IsReady(MemoryStep row, TaskType taskType, long nowMs) =>
        row.Status is StepStatus.Pending && row.Submitted.TaskType == taskType && !(row.ExpiresMs <= nowMs);

    private Claim TakeNeedsLock(MemoryStep row, PodIdentity pod, long nowMs)
    {
        MoveNeedsLock(row, StepStatus.Claimed, nowMs);
        row.ClaimEpoch++;
        row.Attempt += Has(StoreWeaknesses.CountsAttemptsAtTheEnd) ? 0 : 1;
        row.ClaimedBy = pod;
        row.ClaimedMs = nowMs;
        row.Progress = null;
        return new Claim
        {
            Key = row.Key,
            Pod = pod,
            TaskType = row.Submitted.TaskType,
            Sequence = row.Sequence,
            Attempt = row.Attempt + (Has(StoreWeaknesses.CountsAttemptsAtTheEnd) ? 1 : 0),
            MaxRetries = row.Submitted.MaxRetries,
            Losses = row.Losses,
            Priority = row.Priority,
            Tenant = row.Submitted.Tenant,
            Payload = row.Submitted.Payload,
            PayloadForm = row.Submitted.PayloadForm,
            Metadata = row.Submitted.Metadata,
            Timeout = row.Submitted.Timeout,
            Retry = row.Submitted.Retry,
            Waited = TimeSpan.FromMilliseconds(nowMs - row.ReadyMs),
            TraceParent = row.Submitted.TraceParent,
        };
    }

    private DueSteps AdvanceDueNeedsLock(int limit)
    {
        var nowMs = NowMs;
        var expired = open.Values.Where(row => row.IsWaiting && row.ExpiresMs <= nowMs)
            .OrderBy(static row => row.ExpiresMs).ThenBy(static row => row.Sequence).Take(limit).ToList();
        expired.ForEach(row => MoveNeedsLock(row, StepStatus.Expired, nowMs));

        var due = open.Values.Where(row => row.Status is StepStatus.Scheduled && row.NotBeforeMs <= nowMs)
            .OrderBy(static row => row.NotBeforeMs).ThenBy(static row => row.Sequence).Take(limit).ToList();
        due.ForEach(row => MoveNeedsLock(row, StepStatus.Pending, nowMs));

        var next = open.Values.Where(static row => row.IsWaiting)
            .SelectMany(static row => new[] { row.ExpiresMs, DueMsOf(row) })
            .Min();
        return new DueSteps(
            due.Count, expired.Count, next is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, at - nowMs)) : null);
    }

    private static long? DueMsOf(MemoryStep row) => row.Status is StepStatus.Scheduled ? row.NotBeforeMs : null;
}
