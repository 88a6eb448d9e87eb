using FleetQ.Engine.Loops;

namespace FleetQ.Engine.Dispatching;

/// <summary>
/// Lets a step run alone on its pod: one whose earlier attempt ended with the death of its pod, so that its neighbours
/// are not blamed, or taken along, if it happens again. First come, first served, so that neither kind starves. As long
/// as there is no such step, nobody takes a lock.
/// </summary>
internal sealed class SoloLane
{
    private const int Closing = 1 << 30;

    private readonly Lock gate = new();
    private readonly LinkedList<(bool Alone, TaskCompletionSource Entered)> waiting = [];

    // How many run together, and Closing while a step runs alone or waits to.
    private int state;
    private bool isTakenAlone;
    private int soloSteps;

    /// <summary>True while a step runs alone or waits to: more steps would only wait behind it.</summary>
    public bool IsClosing => (Volatile.Read(ref state) & Closing) != 0;

    /// <summary>Enters where that needs no wait and no lock.</summary>
    public bool TryEnter(bool alone)
    {
        var seen = Volatile.Read(ref state);
        while (!alone && (seen & Closing) == 0)
        {
            var before = Interlocked.CompareExchange(ref state, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    public async Task EnterAsync(bool alone, CancellationToken cancellationToken)
    {
        LinkedListNode<(bool Alone, TaskCompletionSource Entered)> place;
        lock (gate)
        {
            if (alone)
            {
                soloSteps++;
                Interlocked.Or(ref state, Closing);
            }

            if (waiting.Count == 0 && TryEnterNeedsLock(alone))
            {
                return;
            }

            place = waiting.AddLast(
                (alone, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        try
        {
            await place.Value.Entered.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            GiveUp(place);
            throw;
        }
    }

    public void Leave(bool alone)
    {
        // The last of those that run together lets in who waits to run alone.
        if (!alone && Interlocked.Decrement(ref state) != Closing)
        {
            return;
        }

        lock (gate)
        {
            if (alone)
            {
                LeaveAloneNeedsLock();
            }

            LetInNeedsLock();
        }
    }

    private void GiveUp(LinkedListNode<(bool Alone, TaskCompletionSource Entered)> place)
    {
        lock (gate)
        {
            if (place.List is null)
            {
                // It was let in at the same moment.
                Leave(place.Value.Alone);
                return;
            }

            waiting.Remove(place);
            if (place.Value.Alone)
            {
                ForgetSoloNeedsLock();
            }

            LetInNeedsLock();
        }
    }

    private void LeaveAloneNeedsLock()
    {
        isTakenAlone = false;
        ForgetSoloNeedsLock();
    }

    private void ForgetSoloNeedsLock()
    {
        soloSteps--;
        if (soloSteps == 0)
        {
            Interlocked.And(ref state, ~Closing);
        }
    }

    private void LetInNeedsLock()
    {
        while (waiting.First is { } first && TryEnterNeedsLock(first.Value.Alone))
        {
            waiting.RemoveFirst();
            first.Value.Entered.TrySetResult();
        }
    }

    private bool TryEnterNeedsLock(bool alone)
    {
        if (isTakenAlone || (alone && (Volatile.Read(ref state) & ~Closing) > 0))
        {
            return false;
        }

        if (alone)
        {
            isTakenAlone = true;
        }
        else
        {
            Interlocked.Increment(ref state);
        }

        return true;
    }
}
