namespace FleetQ.Engine.Loops;

/// <summary>Wakes one loop. A signal that comes while the loop is awake is kept, several are one.</summary>
public sealed class WakeSignal(TimeProvider time)
{
    private readonly Lock gate = new();
    private TaskCompletionSource? waiting;
    private bool isSet;

    /// <summary>Wakes the loop, or its next wait. Returns at once; any thread.</summary>
    public void Set()
    {
        lock (gate)
        {
            isSet = true;
            waiting?.TrySetResult();
        }
    }

    /// <summary>Waits for a signal, for at most a while; one loop only.</summary>
    /// <param name="atMost">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    /// <returns>True when a signal came.</returns>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            if (isSet)
            {
                isSet = false;
                return true;
            }

            waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            signal = waiting;
        }

        // The answer below tells, not the end of the wait: a signal that came at the last moment counts.
        await signal.WaitAsync(atMost, time, cancellationToken);
        return TakeSignal();
    }

    private bool TakeSignal()
    {
        lock (gate)
        {
            waiting = null;
            var wasSet = isSet;
            isSet = false;
            return wasSet;
        }
    }
}
