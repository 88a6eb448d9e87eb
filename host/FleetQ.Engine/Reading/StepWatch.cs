using System.Collections.Concurrent;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Reading;

/// <summary>
/// Holds readers until their step has ended. However many wait, the pod looks once for all of them, and only after a
/// change or an interval. Thread-safe.
/// </summary>
public sealed partial class StepWatch(
    IReadStore store,
    ReadingOptions options,
    LoopWatch loops,
    TimeProvider time,
    ILogger<StepWatch> logger)
{
    private readonly ILogger<StepWatch> logger = logger;
    private readonly ConcurrentDictionary<StepId, WaitingReaders> waiting = new();
    private readonly WakeSignal signal = new(time);
    private readonly LoopPulse pulse = loops.Get("reading");

    /// <summary>Reads a step, and waits before that until it has ended.</summary>
    /// <param name="stepId">Which.</param>
    /// <param name="atMost">The longest wait; zero or less reads at once.</param>
    /// <param name="cancellationToken">The reader is gone.</param>
    /// <returns>The step as it then is, ended or not; null when there is none.</returns>
    public async Task<Step?> WaitForEndAsync(StepId stepId, TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (atMost <= TimeSpan.Zero)
        {
            return await store.FindStepAsync(stepId, cancellationToken);
        }

        // Waits from before the read, so that an end in between is not missed.
        var readers = Join(stepId);
        try
        {
            var step = await store.FindStepAsync(stepId, cancellationToken);
            if (step is null || step.Status.IsEnded())
            {
                return step;
            }

            signal.Set();
            await readers.Ended.Task.WaitAsync(atMost, time, cancellationToken).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellationToken.ThrowIfCancellationRequested();
            return await store.FindStepAsync(stepId, cancellationToken);
        }
        finally
        {
            Leave(stepId, readers);
        }
    }

    /// <summary>Hears of an outcome that this pod recorded. Returns at once.</summary>
    public void OnRecorded(Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Status.IsEnded() && waiting.TryGetValue(outcome.Key.StepId, out var readers))
        {
            readers.Ended.TrySetResult();
        }
    }

    /// <summary>Says that the store changed. Returns at once.</summary>
    public void Wake()
    {
        if (!waiting.IsEmpty)
        {
            signal.Set();
        }
    }

    /// <summary>How many steps are waited for. Any thread.</summary>
    public int WaitingCount => waiting.Count;

    /// <summary>Looks until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var wait = waiting.IsEmpty ? Timeout.InfiniteTimeSpan : options.LookInterval;
                pulse.Idle();
                await signal.WaitAsync(wait, stopping);
                pulse.Working();
                await TryLookAsync(stopping);
                pulse.Turn(options.LookPause);
                await Task.Delay(options.LookPause, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            pulse.Idle();
        }
    }

    private async Task TryLookAsync(CancellationToken stopping)
    {
        if (waiting.IsEmpty)
        {
            return;
        }

        try
        {
            foreach (var stepId in await store.ListEndedAsync([.. waiting.Keys], stopping))
            {
                if (waiting.TryGetValue(stepId, out var readers))
                {
                    readers.Ended.TrySetResult();
                }
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            LogStepWatchFailed(failure, waiting.Count);
        }
    }

    private WaitingReaders Join(StepId stepId) => waiting.AddOrUpdate(
        stepId,
        static _ => new WaitingReaders(1),
        static (_, readers) => readers with { Count = readers.Count + 1 });

    private void Leave(StepId stepId, WaitingReaders joined)
    {
        while (waiting.TryGetValue(stepId, out var readers) && readers.Ended == joined.Ended)
        {
            var isDone = readers.Count == 1
                ? waiting.TryRemove(KeyValuePair.Create(stepId, readers))
                : waiting.TryUpdate(stepId, readers with { Count = readers.Count - 1 }, readers);
            if (isDone)
            {
                return;
            }
        }
    }

    private sealed record WaitingReaders(int Count)
    {
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
