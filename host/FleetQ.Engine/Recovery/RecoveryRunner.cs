using FleetQ.Engine.Model;
using FleetQ.Engine.Model.Text;
using FleetQ.Engine.Storage;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Recovery;

/// <summary>
/// Runs recovery cycles: evicts silent pods, returns or fails what dead pods left, prunes history. Every step of it is
/// conditional and may be repeated or run by two pods at once. One cycle at a time in a pod.
/// </summary>
public sealed partial class RecoveryRunner(
    IRecoveryStore store,
    IClaimStore claims,
    IRecoveryJournal journal,
    SilenceWatch watch,
    RecoveryOptions options,
    FleetMetrics metrics,
    TimeProvider time,
    Random random,
    ILogger<RecoveryRunner> logger) : IDisposable
{
    private const int PageSize = 500;
    private const int PrunePagesMax = 20;

    private readonly ILogger<RecoveryRunner> logger = logger;
    private readonly SemaphoreSlim oneAtATime = new(1);

    /// <summary>Called when a cycle made steps ready, on any thread; must return at once.</summary>
    public Action? StepsReadied { get; set; }

    /// <summary>Runs one cycle.</summary>
    /// <param name="isDryRun">True only tells what would be done.</param>
    /// <param name="cancellationToken">Ends the cycle; what it did stays done.</param>
    /// <returns>What it did; null when a cycle runs already.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer; the next cycle does the rest.</exception>
    public async Task<RecoveryReport?> TryRunAsync(bool isDryRun, CancellationToken cancellationToken)
    {
        if (!await oneAtATime.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return null;
        }

        try
        {
            var startedAt = time.GetTimestamp();
            var cycleId = "recovery_" + TimeOrderedText.New(time, random);
            var tally = new RecoveryTally();
            await (isDryRun ? LookAsync(tally, cancellationToken) : RecoverAsync(cycleId, tally, cancellationToken));
            var report = tally.ToReport(cycleId, time.GetElapsedTime(startedAt));
            Tell(report, isDryRun);
            return report;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => oneAtATime.Dispose();

    private async Task LookAsync(RecoveryTally tally, CancellationToken cancellationToken)
    {
        var silent = watch.FindSilent();
        foreach (var pod in silent)
        {
            tally.AddDeadPod(pod.Pod.PodId);
        }

        await foreach (var page in ListOrphansAsync([.. silent.Select(static pod => pod.Pod)], cancellationToken))
        {
            foreach (var orphan in page)
            {
                tally.AddOrphan(orphan);
                tally.AddEnd(orphan.Key.StepId, orphan.HasRetriesLeft);
            }
        }
    }

    private async Task RecoverAsync(string cycleId, RecoveryTally tally, CancellationToken cancellationToken)
    {
        await EvictAsync(tally, cancellationToken);
        await ReturnOrphansAsync(cycleId, tally, cancellationToken);
        var due = await claims.AdvanceDueAsync(PageSize, cancellationToken);
        if (tally.Returned + due.Promoted > 0)
        {
            StepsReadied?.Invoke();
        }

        await PruneAsync(cancellationToken);
        await store.ForgetPodsAsync(options.PodHistory, cancellationToken);
        await store.RecordPassAsync(cancellationToken);
        metrics.Passes.Add(1);
    }

    private async Task EvictAsync(RecoveryTally tally, CancellationToken cancellationToken)
    {
        var silent = watch.FindSilent();
        if (silent.Count == 0)
        {
            return;
        }

        foreach (var pod in await store.EvictAsync(silent, options.DeadPodThreshold, cancellationToken))
        {
            LogPodFoundDead(pod.PodId, pod.Incarnation, options.DeadPodThreshold.TotalSeconds);
            tally.AddDeadPod(pod.PodId);
        }
    }

    // The whole set is listed first, page by page to its end: a page full of steps that cannot be returned must not
    // hide later ones.
    private async Task ReturnOrphansAsync(string cycleId, RecoveryTally tally, CancellationToken cancellationToken)
    {
        await using var cycle = await journal.OpenAsync(cycleId, cancellationToken);
        await foreach (var page in ListOrphansAsync([], cancellationToken))
        {
            await cycle.AddAsync(page, cancellationToken);
        }

        while (await cycle.TakeAsync(PageSize, cancellationToken) is { Count: > 0 } orphans)
        {
            foreach (var orphan in orphans)
            {
                tally.AddOrphan(orphan);
            }

            var ended = await store.ReturnAsync([.. orphans.Select(static orphan => orphan.Key)], cancellationToken);
            foreach (var step in ended)
            {
                tally.AddEnd(step.StepId, step.Status is StepStatus.Pending);
            }
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<Orphan>> ListOrphansAsync(
        IReadOnlyList<PodIdentity> presumedDead,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        IReadOnlyList<SequencedOrphan> page;
        do
        {
            page = await store.ListOrphansAsync(presumedDead, after, PageSize, cancellationToken);
            if (page.Count > 0)
            {
                after = page[^1].Sequence;
                yield return [.. page.Select(static row => row.Orphan)];
            }
        }
        while (page.Count == PageSize);
    }

    // Bounded in one pass: a large history is pruned over several, so that recovery is never late for it.
    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        foreach (var status in Enum.GetValues<StepStatus>().Where(static status => status.IsEnded()))
        {
            if (options.Retention.Of(status) is not { } age)
            {
                continue;
            }

            var pruned = 0;
            for (var page = 0; page < PrunePagesMax; page++)
            {
                var deleted = await store.PruneAsync(status, age, PageSize, cancellationToken);
                pruned += deleted;
                if (deleted < PageSize)
                {
                    break;
                }
            }

            if (pruned > 0)
            {
                LogStepsPruned(pruned, status.ToWord());
            }
        }
    }

    private void Tell(RecoveryReport report, bool isDryRun)
    {
        if (!isDryRun)
        {
            metrics.Returned.Add(report.Returned);
            metrics.ReturnedFailed.Add(report.Failed);
        }

        var level = report.Orphans + report.DeadPods.Count > 0 ? LogLevel.Information : LogLevel.Debug;
        LogRecoveryEnded(
            level,
            report.CycleId,
            report.DeadPods.Count,
            report.Orphans,
            report.Returned,
            report.Failed,
            report.Duration.TotalMilliseconds);
    }
}
