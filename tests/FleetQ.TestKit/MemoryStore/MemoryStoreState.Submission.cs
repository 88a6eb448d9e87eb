using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

public sealed partial class MemoryStoreState : ISubmissionStore
{
    public Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(
        IReadOnlyList<NewStep> steps, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<SubmitAnswer>>(
            StoreOperations.Submit,
            () =>
            {
                MemoryLimits.Check(steps);
                return [.. steps.Select(SubmitNeedsLock)];
            },
            cancellationToken);

    public Task<IReadOnlyList<SubmitAnswer>> SubmitAllAsync(
        IReadOnlyList<NewStep> steps, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<SubmitAnswer>>(
            StoreOperations.SubmitAll, () => SubmitAllNeedsLock(steps), cancellationToken);

    public Task<int> CountWaitingAsync(int limit, CancellationToken cancellationToken) =>
        DoAsync(
            StoreOperations.CountWaiting,
            () => Math.Min(limit, open.Values.Count(static row => row.IsWaiting)),
            cancellationToken);

    private List<SubmitAnswer> SubmitAllNeedsLock(IReadOnlyList<NewStep> batch)
    {
        MemoryLimits.Check(batch);
        var countBefore = steps.Count;
        var answers = batch.Select(SubmitNeedsLock).ToList();
        if (answers.Exists(static answer => answer.Kind is SubmitAnswerKind.KeyConflict))
        {
            foreach (var row in steps[countBefore..])
            {
                stepsById.Remove(row.Submitted.StepId);
                open.Remove(row.Sequence);
            }

            steps.RemoveRange(countBefore, steps.Count - countBefore);
        }

        return answers;
    }

    private SubmitAnswer SubmitNeedsLock(NewStep step)
    {
        if (FindByKeyNeedsLock(step.IdempotencyKey) is { } sameKey)
        {
            return AnswerForKey(step, sameKey);
        }

        if (stepsById.ContainsKey(step.StepId))
        {
            var kind = step.IdIsChosen ? SubmitAnswerKind.Existing : SubmitAnswerKind.Created;
            return new SubmitAnswer(step.StepId, kind);
        }

        AddNeedsLock(step);
        return new SubmitAnswer(step.StepId, SubmitAnswerKind.Created);
    }

    private MemoryStep? FindByKeyNeedsLock(string? idempotencyKey) =>
        idempotencyKey is null ? null : steps.Find(row => row.Submitted.IdempotencyKey == idempotencyKey);

    // An id that FleetQ made is in the store already when the first try of the same call was committed and its answer
    // was lost.
    private static SubmitAnswer AnswerForKey(NewStep step, MemoryStep first)
    {
        if (step.RequestHash != first.Submitted.RequestHash)
        {
            return new SubmitAnswer(first.Submitted.StepId, SubmitAnswerKind.KeyConflict);
        }

        var isOwnFirstTry = !step.IdIsChosen && first.Submitted.StepId == step.StepId;
        return new SubmitAnswer(
            first.Submitted.StepId, isOwnFirstTry ? SubmitAnswerKind.Created : SubmitAnswerKind.Existing);
    }

    private void AddNeedsLock(NewStep step)
    {
        var nowMs = NowMs;
        var notBeforeMs = InstantOf(step.NotBefore, step.Delay, nowMs);
        var row = new MemoryStep
        {
            Submitted = step,
            Sequence = ++tables.LastSequence,
            CreatedMs = nowMs,
            Status = notBeforeMs > nowMs ? StepStatus.Scheduled : StepStatus.Pending,
            Priority = step.Priority,
            NotBeforeMs = notBeforeMs,
            ExpiresMs = InstantOf(step.ExpiresAt, step.TimeToLive, nowMs),
            UpdatedMs = nowMs,
            ReadyMs = nowMs,
        };
        TouchNeedsLock(row, nowMs);
        steps.Add(row);
        open.Add(row.Sequence, row);
        stepsById.Add(step.StepId, row);
    }
}
