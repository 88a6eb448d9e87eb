namespace FleetQ.Engine.Dispatching;

/// <summary>
/// Lets a step run alone on its pod: one whose earlier attempt ended with the death of its pod, so that its neighbours
/// are not blamed, or taken along, if it happens again. First come, first served, so that neither kind starves.
/// </summary>
internal sealed class SoloLane
{
    private readonly Lock gate = new();
    private readonly LinkedList<(bool Alone, TaskCompletionSource Entered)> waiting = [];
    private int together;
    private bool isTakenAlone;
    private int soloSteps;

    /// <summary>True while a step runs alone or waits to: more steps would only wait behind it.</summary>
    public bool IsClosing
    {
        get
        {
            lock (gate)
            {
                return soloSteps > 0;
            }
        }
    }

    public async Task EnterAsync(bool alone, CancellationToken cancellationToken)
    {
        LinkedListNode<(bool Alone, TaskCompletionSource Entered)> place;
        lock (gate)
        {
            soloSteps += alone ? 1 : 0;
            if (waiting.Count == 0 && TryEnterNeedsLock(alone))
            {
                return;
            }

            place = waiting.AddLast(
                (alone, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        try
        {
            await place.Value.Entered.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            GiveUp(place);
            throw;
        }
    }

    public void Leave(bool alone)
    {
        lock (gate)
        {
            LeaveNeedsLock(alone);
        }
    }

    private void GiveUp(LinkedListNode<(bool Alone, TaskCompletionSource Entered)> place)
    {
        lock (gate)
        {
            if (place.List is null)
            {
                // It was let in at the same moment.
                LeaveNeedsLock(place.Value.Alone);
                return;
            }

            waiting.Remove(place);
            soloSteps -= place.Value.Alone ? 1 : 0;
            LetInNeedsLock();
        }
    }

    private void LeaveNeedsLock(bool alone)
    {
        if (alone)
        {
            isTakenAlone = false;
            soloSteps--;
        }
        else
        {
            together--;
        }

        LetInNeedsLock();
    }

    private void LetInNeedsLock()
    {
        while (waiting.First is { } first && TryEnterNeedsLock(first.Value.Alone))
        {
            waiting.RemoveFirst();
            first.Value.Entered.SetResult();
        }
    }

    private bool TryEnterNeedsLock(bool alone)
    {
        if (isTakenAlone || (alone && together > 0))
        {
            return false;
        }

        isTakenAlone = alone;
        together += alone ? 0 : 1;
        return true;
    }
}
