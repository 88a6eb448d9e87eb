using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

public sealed partial class MemoryStoreState : ICompletionStore
{
    public Task<IReadOnlySet<ClaimKey>> RecordAsync(
        IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken) =>
        WriteAsync<IReadOnlySet<ClaimKey>>(
            StoreOperations.Record,
            () => SetOf(outcomes.Where(RecordNeedsLock).Select(static outcome => outcome.Key)),
            cancellationToken);

    public Task<IReadOnlySet<ClaimKey>> FindRecordedAsync(
        IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlySet<ClaimKey>>(
            StoreOperations.FindRecorded,
            () => SetOf(outcomes.Where(IsRecordedNeedsLock).Select(static outcome => outcome.Key)),
            cancellationToken);

    public Task<IReadOnlySet<ClaimKey>> ReportProgressAsync(
        IReadOnlyList<ProgressReport> reports, CancellationToken cancellationToken) =>
        WriteAsync<IReadOnlySet<ClaimKey>>(
            StoreOperations.ReportProgress,
            () => SetOf(reports.Where(ReportNeedsLock).Select(static report => report.Key)),
            cancellationToken);

    private static HashSet<ClaimKey> SetOf(IEnumerable<ClaimKey> keys) => [.. keys];

    private bool RecordNeedsLock(Outcome outcome)
    {
        if (FindClaimedNeedsLock(outcome.Key) is not { } row)
        {
            return false;
        }

        var nowMs = NowMs;
        row.Plugin = outcome.Plugin;
        row.PluginVersion = outcome.PluginVersion;
        if (!outcome.Status.IsEnded())
        {
            CloseAttemptNeedsLock(row, WordOf(outcome.Kind), outcome.Error?.Message, nowMs);
        }

        if (outcome.RefundsAttempt)
        {
            row.Attempt = Math.Max(0, row.Attempt - 1);
        }

        if (outcome.Status is StepStatus.Scheduled)
        {
            row.NotBeforeMs = nowMs + (long)(outcome.Delay ?? TimeSpan.Zero).TotalMilliseconds;
        }

        if (outcome.Kind is OutcomeKind.Completed)
        {
            row.Result = outcome.Result;
            row.Error = null;
        }

        row.Error = outcome.Kind is OutcomeKind.Retry or OutcomeKind.Failed ? outcome.Error : row.Error;
        MoveNeedsLock(row, outcome.Status, nowMs);
        return true;
    }

    // While the epoch is mine nobody claimed the step after me, so its end, or else its last closed attempt, is what
    // became of my claim.
    private bool IsRecordedNeedsLock(Outcome outcome)
    {
        if (stepsById.GetValueOrDefault(outcome.Key.StepId) is not { } row || row.ClaimEpoch != outcome.Key.Epoch)
        {
            return false;
        }

        return outcome.Status.IsEnded()
            ? row.Status == outcome.Status
            : row.Status is not StepStatus.Claimed && row.Attempts.LastOrDefault()?.Outcome == WordOf(outcome.Kind);
    }

    private bool ReportNeedsLock(ProgressReport report)
    {
        if (FindClaimedNeedsLock(report.Key) is not { } row)
        {
            return false;
        }

        row.Progress = report.Progress;
        row.UpdatedMs = NowMs;
        return true;
    }

    private static string WordOf(OutcomeKind kind) => kind.ToString().ToLowerInvariant();
}
