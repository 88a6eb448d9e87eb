using FleetQ.Engine.Model;

namespace FleetQ.Engine.Dispatching;

/// <summary>A claim in this pod's hands, from the moment it was claimed until its outcome is settled.</summary>
internal sealed class RunningStep(Claim claim) : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int cause;
    private int hasPlace = 1;

    public Claim Claim { get; } = claim;

    public CancellationToken Token => stop.Token;

    /// <summary>Ends when the handler's token was cancelled.</summary>
    public Task Stopped => stopped.Task;

    public StopCause Cause => (StopCause)Volatile.Read(ref cause);

    /// <summary>True once the claim is no longer this pod's: whatever the handler returns is dropped.</summary>
    public bool IsLost => Cause is StopCause.ClaimLost;

    /// <summary>The whole run, outcome included.</summary>
    public Task Run { get; set; } = Task.CompletedTask;

    /// <summary>The handler's own task; it goes on after the run when the handler ignores its token.</summary>
    public Task Handler { get; set; } = Task.CompletedTask;

    /// <summary>Gives up the step's place in the pod's capacity, once.</summary>
    /// <returns>False when it was given up before.</returns>
    public bool TryGiveUpPlace() => Interlocked.Exchange(ref hasPlace, 0) == 1;

    /// <summary>
    /// Cancels the handler's token. A lost claim outranks the causes that leave an outcome to record.
    /// </summary>
    public void Stop(StopCause why)
    {
        if (why is StopCause.ClaimLost)
        {
            Interlocked.Exchange(ref cause, (int)why);
        }
        else if (Interlocked.CompareExchange(ref cause, (int)why, (int)StopCause.None) != (int)StopCause.None)
        {
            return;
        }

        if (stopped.TrySetResult())
        {
            _ = CancelTokenAsync();
        }
    }

    public void Dispose() => stop.Dispose();

    // In a turn of its own: a registration of the plugin may take long, and whoever stops the step must not wait for
    // it.
    private async Task CancelTokenAsync()
    {
        await Task.Yield();
        CancelToken();
    }

    private void CancelToken()
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended at the same moment: there is nothing left to cancel.
        }
        catch (AggregateException)
        {
            // A registration of the plugin threw. All others were called, and the handler's own end tells the rest.
        }
    }
}
