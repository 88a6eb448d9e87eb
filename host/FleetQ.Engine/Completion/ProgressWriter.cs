using System.Collections.Concurrent;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Completion;

/// <summary>
/// Stores progress: the latest of each claim, all in one statement, about once a second. Thread-safe.
/// </summary>
public sealed partial class ProgressWriter(
    ICompletionStore store,
    CompletionOptions options,
    LoopWatch loops,
    TimeProvider time,
    ILogger<ProgressWriter> logger)
{
    private readonly ILogger<ProgressWriter> logger = logger;
    private readonly ConcurrentDictionary<ClaimKey, string> latest = new();
    private readonly WakeSignal signal = new(time);
    private readonly LoopPulse pulse = loops.Get("progress");

    /// <summary>Called with each claim that turned out to be lost; must return at once.</summary>
    public Action<ClaimKey>? ClaimLost { get; set; }

    /// <summary>Takes the latest progress of a claim; what was there and not stored yet is replaced.</summary>
    /// <param name="key">The claim.</param>
    /// <param name="progress">A JSON object.</param>
    public void Report(ClaimKey key, string progress)
    {
        latest[key] = progress;
        signal.Set();
    }

    /// <summary>Drops what is not stored yet: the attempt has ended.</summary>
    public void Forget(ClaimKey key) => latest.TryRemove(key, out _);

    /// <summary>Stores until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                pulse.Idle();
                await signal.WaitAsync(Timeout.InfiniteTimeSpan, stopping);
                pulse.Working();
                await StoreAsync(stopping);
                pulse.Turn(options.ProgressInterval);
                await Task.Delay(options.ProgressInterval, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            pulse.Idle();
        }
    }

    private async Task StoreAsync(CancellationToken cancellationToken)
    {
        var reports = Take();
        if (reports.Count == 0)
        {
            return;
        }

        try
        {
            var held = await store.ReportProgressAsync(reports, cancellationToken);
            foreach (var lost in reports.Where(report => !held.Contains(report.Key)))
            {
                ClaimLost?.Invoke(lost.Key);
            }
        }
        catch (Exception failure) when (
            failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Progress is the one thing that may be lost: the next report replaces it anyway.
            LogProgressFailed(failure, reports.Count);
        }
    }

    private List<ProgressReport> Take()
    {
        var reports = new List<ProgressReport>();
        foreach (var key in latest.Keys)
        {
            if (latest.TryRemove(key, out var progress))
            {
                reports.Add(new ProgressReport(key, progress));
            }
        }

        return reports;
    }
}
