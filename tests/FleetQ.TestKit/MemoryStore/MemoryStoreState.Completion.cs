using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

public sealed partial class MemoryStoreState : ICompletionStore
{
    public Task<IReadOnlySet<ClaimKey>> RecordAsync(
        IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlySet<ClaimKey>>(
            StoreOperations.Record,
            () =>
            {
                MemoryLimits.Check(outcomes);
                return SetOf(outcomes.Where(RecordNeedsLock).Select(static outcome => outcome.Key));
            },
            cancellationToken);

    public Task<IReadOnlySet<ClaimKey>> FindRecordedAsync(
        IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlySet<ClaimKey>>(
            StoreOperations.FindRecorded,
            () => SetOf(outcomes.Where(IsRecordedNeedsLock).Select(static outcome => outcome.Key)),
            cancellationToken);

    public Task<IReadOnlySet<ClaimKey>> ReportProgressAsync(
        IReadOnlyList<ProgressReport> reports, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlySet<ClaimKey>>(
            StoreOperations.ReportProgress,
            () => SetOf(reports.Where(ReportNeedsLock).Select(static report => report.Key)),
            cancellationToken);

    private static HashSet<ClaimKey> SetOf(IEnumerable<ClaimKey> keys) => [.. keys];

    private bool RecordNeedsLock(Outcome outcome)
    {
        if (FindForOutcomeNeedsLock(outcome.Key) is not { } row)
        {
            return false;
        }

        var nowMs = NowMs;
        if (outcome.Kind is not OutcomeKind.Released || outcome.Plugin is not null)
        {
            row.Plugin = outcome.Plugin;
        }

        if (!outcome.Status.IsEnded())
        {
            CloseAttemptNeedsLock(row, WordOf(outcome.Kind), outcome.Plugin, outcome.Error?.Message, nowMs);
        }

        row.Attempt = Math.Max(0, row.Attempt + AttemptsOf(outcome));
        row.Result = outcome.Result;
        row.Error = outcome.RefundsAttempt ? row.Error : outcome.Error;
        if (outcome.Status is StepStatus.Scheduled)
        {
            row.NotBeforeMs = nowMs + (long)(outcome.Delay ?? TimeSpan.Zero).TotalMilliseconds;
        }

        MoveNeedsLock(row, outcome.Status, nowMs);
        return true;
    }

    // An ended row keeps the epoch that ended it, and a row that runs again keeps its attempts. A step that recovery
    // failed has the epoch and status of one that its pod failed; recovery's word tells them apart.
    private bool IsRecordedNeedsLock(Outcome outcome)
    {
        if (stepsById.GetValueOrDefault(outcome.Key.StepId) is not { } row)
        {
            return false;
        }

        var hasEndedIt = outcome.Status.IsEnded()
            && row.Status == outcome.Status
            && row.ClaimEpoch == outcome.Key.Epoch
            && row.Error?.Type != PodLost;
        return hasEndedIt
            || row.Attempts.Exists(ended => ended.Epoch == outcome.Key.Epoch && ended.Outcome == WordOf(outcome.Kind));
    }

    private bool ReportNeedsLock(ProgressReport report)
    {
        if (FindClaimedNeedsLock(report.Key) is not { } row)
        {
            return false;
        }

        row.Progress = report.Progress;
        TouchNeedsLock(row, NowMs);
        return true;
    }

    private MemoryStep? FindForOutcomeNeedsLock(ClaimKey key) =>
        Has(StoreWeaknesses.RecordsAnyEpoch)
        && stepsById.GetValueOrDefault(key.StepId) is { Status: StepStatus.Claimed } row
            ? row
            : FindClaimedNeedsLock(key);

    private int AttemptsOf(Outcome outcome) =>
        (Has(StoreWeaknesses.CountsAttemptsAtTheEnd) ? 1 : 0) - (outcome.RefundsAttempt ? 1 : 0);

    private static string WordOf(OutcomeKind kind) => kind.ToString().ToLowerInvariant();
}
