using System.Collections.Frozen;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Isolation.Frames;

namespace FleetQ.PluginProcess;

/// <summary>Runs what the host sends, and tells how it ended. Thread-safe.</summary>
internal sealed class PluginRuns(IReadOnlyList<HandlerRoute> routes, FrameConnection connection)
{
    private readonly FrozenDictionary<TaskType, HandlerRoute> routes =
        routes.ToFrozenDictionary(route => route.TaskType);
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly Dictionary<long, CancellationTokenSource> running = [];
    private bool isDraining;

    /// <summary>Ends when the host wants no more and nothing runs.</summary>
    public Task Drained => drained.Task;

    /// <summary>Begins an attempt.</summary>
    public void Begin(ref FrameReader said)
    {
        var run = RunFrame.Read(ref said, ProgressOf);
        var stop = new CancellationTokenSource();
        lock (gate)
        {
            running.Add(run.Number, stop);
        }

        _ = RunAsync(run, stop);
    }

    /// <summary>Cancels an attempt's token, if it runs.</summary>
    public void Cancel(long number)
    {
        CancellationTokenSource? stop;
        lock (gate)
        {
            stop = running.GetValueOrDefault(number);
        }

        if (stop is not null)
        {
            _ = CancelAsync(stop);
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void Drain()
    {
        lock (gate)
        {
            isDraining = true;
            TellIfDrainedNeedsLock();
        }
    }

    // On the pool: what the plugin registered may take long, and frames must be read meanwhile.
    private static async Task CancelAsync(CancellationTokenSource stop)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            stop.Cancel();
        }
        catch (Exception failure) when (failure is ObjectDisposedException or AggregateException)
        {
            // It ended at the same moment; or a registration of the plugin threw, and all others were called.
        }
    }

    private async Task RunAsync(RunFrame run, CancellationTokenSource stop)
    {
        var result = await AttemptAsync(run.Attempt, stop.Token).ConfigureAwait(false);
        connection.TrySend(new ResultFrame(run.Number, result));
        lock (gate)
        {
            running.Remove(run.Number);
            TellIfDrainedNeedsLock();
        }

        stop.Dispose();
    }

    private async Task<AttemptResult?> AttemptAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            return routes.TryGetValue(attempt.Claim.TaskType, out var route)
                ? await route.Runner.RunAsync(attempt, cancellationToken).ConfigureAwait(false)
                : new AttemptResult { End = AttemptEnd.Released };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure)
        {
            // The runner promises to flatten what plugins throw; what comes here is its own failure, and the step must
            // still end.
            var error = StepError.Of(failure.Message, failure.GetType().FullName, failure.StackTrace);
            return new AttemptResult { End = AttemptEnd.Retry, Error = error };
        }
    }

    private Action<double?, string?> ProgressOf(long number) =>
        (fraction, message) => connection.TrySend(new ProgressFrame(number, fraction, message));

    private void TellIfDrainedNeedsLock()
    {
        if (isDraining && running.Count == 0)
        {
            drained.TrySetResult();
        }
    }
}
