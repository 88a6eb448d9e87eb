namespace FleetQ.Engine.Dispatching;

/// <summary>
/// Where claimed steps go: into a place of the pod's capacity, or behind those that wait for one. Knows who may enter
/// when, and nothing of handlers or outcomes. Thread-safe, without a lock as long as no step must run alone.
/// </summary>
/// <param name="limiter">Counts the places.</param>
/// <param name="prefetch">Tells how many may wait.</param>
/// <param name="time">The pod's clock.</param>
/// <param name="begin">Starts a step whose place is taken; must not throw.</param>
/// <param name="giveBack">Gives back a step that was not started; must not throw.</param>
internal sealed class Places(
    CapacityLimiter limiter,
    Prefetch prefetch,
    TimeProvider time,
    Action<RunningStep> begin,
    Action<RunningStep> giveBack) : IDisposable
{
    private readonly SoloLane lane = new();
    private readonly StepQueue queue = new(prefetch, limiter, time, begin, giveBack);

    /// <summary>
    /// How many more steps have a place now: none while a step runs alone or waits to, or while others wait for places.
    /// </summary>
    public int Room => lane.IsClosing ? 0 : Math.Max(0, limiter.Room - queue.Count);

    // Not before half of them are gone: a claim's cost is its round trip, so a few large ones are cheaper than many
    // small ones.
    public int RoomAhead
    {
        get
        {
            var (ahead, waiting) = (prefetch.Ahead, queue.Count);
            return lane.IsClosing || waiting > ahead / 2 ? 0 : ahead - Math.Max(0, waiting - limiter.Room);
        }
    }

    /// <summary>
    /// How many more steps of a task type can be taken: as many as have a place, and of short ones some ahead.
    /// </summary>
    public int GetRoomOf(HandlerRoute route)
    {
        var ownRoom = limiter.GetRoomOf(route);
        var ahead = ownRoom is null && prefetch.IsWorthwhile(route.TaskType) ? RoomAhead : 0;
        return Math.Min(ownRoom ?? int.MaxValue, Room + ahead);
    }

    /// <summary>Lets a step wait; whoever adds then calls <see cref="StartNext"/>.</summary>
    public void Add(RunningStep step) => queue.Add(step);

    /// <summary>Starts as many as have a place.</summary>
    public void StartNext() => queue.StartNext();

    /// <summary>Gives back all that wait.</summary>
    public void GiveBackAll() => queue.GiveBackAll();

    /// <summary>Takes a step out before it starts.</summary>
    /// <returns>False when it does not wait any more.</returns>
    public bool TryTakeOut(RunningStep step) => queue.TryTakeOut(step);

    /// <summary>Lets a step in that has a place, at once or when it may run beside, or without, the others.</summary>
    /// <returns>False when it was stopped before.</returns>
    public ValueTask<bool> EnterAsync(RunningStep step)
    {
        if (lane.TryEnter(step.RunsAlone))
        {
            step.EnterLane();
            return ValueTask.FromResult(true);
        }

        return WaitForLaneAsync(step);
    }

    /// <summary>
    /// Keeps a step that was not started beside the others until the store has it back: a step that runs alone then
    /// does not take it along.
    /// </summary>
    public void EnterUnstarted(RunningStep step)
    {
        if (lane.TryEnter(alone: false))
        {
            step.EnterLane();
        }
    }

    /// <summary>Frees what a step has, as far as it is due.</summary>
    /// <returns>Whether there may be room that was not there before.</returns>
    public bool Leave(RunningStep step)
    {
        var hasLeft = step.IsSettled && step.TryLeaveLane();
        if (hasLeft)
        {
            lane.Leave(step.RunsAlone && step.HadPlace);
        }

        if (!step.TryGiveUpPlace())
        {
            // The lane kept all others out, or they waited behind what did not start.
            return hasLeft && (step.RunsAlone || !step.HadPlace);
        }

        limiter.Free();
        limiter.Release(step.Claim.TaskType);
        step.Dispose();
        queue.StartNext();
        return true;
    }

    public void Dispose() => queue.Dispose();

    private async ValueTask<bool> WaitForLaneAsync(RunningStep step)
    {
        if (step.RunsAlone)
        {
            queue.GiveBackAll();
        }

        try
        {
            await lane.EnterAsync(step.RunsAlone, step.Token);
            step.EnterLane();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
