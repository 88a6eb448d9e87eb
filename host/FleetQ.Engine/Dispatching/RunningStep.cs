using FleetQ.Engine.Completion;
using FleetQ.Engine.Model;

namespace FleetQ.Engine.Dispatching;

/// <summary>
/// A claim in this pod's hands, from the moment it was claimed until its outcome is settled. What happens to it once
/// only, whoever comes first, is decided here without a lock.
/// </summary>
internal sealed class RunningStep(Claim claim, long claimedAt, Settler owner) : IOutcomeOwner, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private int cause;
    private int marks;

    public Claim Claim { get; } = claim;

    /// <summary>The pod's clock when the claim came.</summary>
    public long ClaimedAt { get; } = claimedAt;

    public CancellationToken Token => stop.Token;

    public StopCause Cause => (StopCause)Volatile.Read(ref cause);

    /// <summary>True once the claim is no longer this pod's: whatever the handler returns is dropped.</summary>
    public bool IsLost => Cause is StopCause.ClaimLost;

    /// <summary>Runs before all neighbours ended, or began: an earlier attempt took its pod along.</summary>
    public bool RunsAlone => Claim.Losses > 0;

    /// <summary>What handles it; null before it started, or when nothing does.</summary>
    public HandlerRoute? Route { get; set; }

    /// <summary>What its handler was given; null before it started.</summary>
    public Attempt? Attempt { get; set; }

    /// <summary>What is recorded; set once, by who decided.</summary>
    public Outcome? Outcome { get; set; }

    /// <summary>Whether the handler ever told of progress.</summary>
    public bool HasProgress { get; set; }

    /// <summary>Starts it, or keeps it from being started.</summary>
    /// <returns>False when it was started, or stopped, before.</returns>
    public bool TryLeaveQueue() => TryMark(Marks.LeftQueue);

    /// <summary>Takes the decision what becomes of it.</summary>
    /// <returns>False when that was decided before.</returns>
    public bool TryDecide() => TryMark(Marks.Decided);

    public void EnterLane() => TryMark(Marks.InLane);

    /// <summary>Leaves the lane, once.</summary>
    /// <returns>False when it is not in it.</returns>
    public bool TryLeaveLane() => IsMarked(Marks.InLane) && TryMark(Marks.LeftLane);

    public void TakePlace() => TryMark(Marks.HasPlace);

    /// <summary>
    /// Notes that the handler has returned. A short step's place is then free at once, a longer one's when it is also
    /// settled.
    /// </summary>
    public void Return(bool wasShort) =>
        Interlocked.Or(ref marks, (int)(Marks.Returned | (wasShort ? Marks.Short : 0)));

    /// <summary>Whether its handler has returned, or never was entered.</summary>
    public bool HasReturned => IsMarked(Marks.Returned);

    /// <summary>Whether it ever had a place.</summary>
    public bool HadPlace => IsMarked(Marks.HasPlace);

    /// <summary>Whether nothing is left to be recorded.</summary>
    public bool IsSettled => IsMarked(Marks.Settled);

    /// <summary>Notes that nothing is left to be recorded, once.</summary>
    public bool TrySettle() => TryMark(Marks.Settled);

    /// <summary>
    /// Gives up the step's place in the pod's capacity, once. A handler that ignores its token keeps it until it really
    /// returns: the pod never runs more than it may.
    /// </summary>
    /// <returns>False when it has none, still needs it, or gave it up before.</returns>
    public bool TryGiveUpPlace() => IsMarked(Marks.HasPlace)
        && IsMarked(Marks.Returned)
        && (IsMarked(Marks.Short) || IsMarked(Marks.Settled))
        && TryMark(Marks.GaveUpPlace);

    /// <summary>
    /// Cancels the handler's token. A lost claim outranks the causes that leave an outcome to record.
    /// </summary>
    /// <returns>True the first time.</returns>
    public bool Stop(StopCause why)
    {
        if (why is StopCause.ClaimLost)
        {
            Interlocked.Exchange(ref cause, (int)why);
        }
        else if (Interlocked.CompareExchange(ref cause, (int)why, (int)StopCause.None) != (int)StopCause.None)
        {
            return false;
        }

        if (!TryMark(Marks.Stopped))
        {
            return false;
        }

        _ = CancelTokenAsync();
        return true;
    }

    public void OnSettled(CompletionResult result) => owner.OnSettled(this, result);

    public void OnRefused(Exception refusal) => owner.OnRefused(this, refusal);

    public void Dispose() => stop.Dispose();

    private bool TryMark(Marks mark) => ((Marks)Interlocked.Or(ref marks, (int)mark) & mark) == 0;

    private bool IsMarked(Marks mark) => ((Marks)Volatile.Read(ref marks) & mark) != 0;

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

    [Flags]
    private enum Marks
    {
        LeftQueue = 1,
        HasPlace = 2,
        InLane = 4,
        Stopped = 8,
        Decided = 16,
        Returned = 32,
        Short = 64,
        Settled = 128,
        GaveUpPlace = 256,
        LeftLane = 512,
    }
}
