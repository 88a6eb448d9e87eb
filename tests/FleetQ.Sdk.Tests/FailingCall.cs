namespace FleetQ.Sdk.Tests;

/// <summary>A call that fails a number of times and then returns how often it ran.</summary>
internal sealed class FailingCall(int failures, Func<int, Exception>? failureOf = null)
{
    private readonly Dictionary<int, TaskCompletionSource> started = [];
    private readonly Lock gate = new();

    public int Runs { get; private set; }

    /// <summary>Completes when the call has run that often.</summary>
    public Task StartedAsync(int run)
    {
        lock (gate)
        {
            return SignalOfNeedsLock(run).Task;
        }
    }

    public Task<int> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            Runs++;
            SignalOfNeedsLock(Runs).SetResult();
            return Runs > failures
                ? Task.FromResult(Runs)
                : Task.FromException<int>(failureOf?.Invoke(Runs) ?? new InvalidOperationException($"Run {Runs}."));
        }
    }

    private TaskCompletionSource SignalOfNeedsLock(int run)
    {
        if (!started.TryGetValue(run, out var signal))
        {
            signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
            started.Add(run, signal);
        }

        return signal;
    }
}
