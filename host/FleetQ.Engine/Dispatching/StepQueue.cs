using System.Collections.Concurrent;

namespace FleetQ.Engine.Dispatching;

/// <summary>
/// The steps that were claimed ahead and wait for a place, in the order in which they were claimed. Whoever frees a
/// place starts the next one, without a lock.
/// </summary>
/// <param name="prefetch">Tells how long a step may wait here.</param>
/// <param name="limiter">Has the places.</param>
/// <param name="time">The pod's clock.</param>
/// <param name="begin">Starts a step whose place is taken; must not throw.</param>
/// <param name="giveBack">Gives a step back that has waited too long; must not throw.</param>
internal sealed class StepQueue(
    Prefetch prefetch,
    CapacityLimiter limiter,
    TimeProvider time,
    Action<RunningStep> begin,
    Action<RunningStep> giveBack) : IDisposable
{
    private readonly ConcurrentQueue<RunningStep> steps = new();
    private ITimer? timer;
    private int waiting;
    private int starts;
    private int isTimed;

    /// <summary>How many wait.</summary>
    public int Count => Volatile.Read(ref waiting);

    /// <summary>Lets a step wait; whoever adds then calls <see cref="StartNext"/>.</summary>
    public void Add(RunningStep step)
    {
        Interlocked.Increment(ref waiting);
        steps.Enqueue(step);
    }

    /// <summary>Takes a step out before it starts.</summary>
    /// <returns>False when it does not wait here any more.</returns>
    public bool TryTakeOut(RunningStep step)
    {
        if (!step.TryLeaveQueue())
        {
            return false;
        }

        Interlocked.Decrement(ref waiting);
        return true;
    }

    /// <summary>
    /// Starts as many as have a place. A step that ends at once starts no other from within its own start: one caller
    /// starts them all, in turn, and the others leave it to that one.
    /// </summary>
    public void StartNext()
    {
        if (Interlocked.Increment(ref starts) > 1)
        {
            return;
        }

        int seen;
        do
        {
            seen = Volatile.Read(ref starts);
            StartWhilePlacesAreFree();
        }
        while (Interlocked.Add(ref starts, -seen) > 0);

        if (Count > 0)
        {
            StartTimer();
        }
    }

    /// <summary>Gives back all that wait.</summary>
    public void GiveBackAll()
    {
        while (steps.TryDequeue(out var step))
        {
            GiveBack(step);
        }
    }

    public void Dispose() => timer?.Dispose();

    private void StartWhilePlacesAreFree()
    {
        while (!steps.IsEmpty && limiter.TryTake())
        {
            if (steps.TryDequeue(out var step) && TryTakeOut(step))
            {
                begin(step);
            }
            else
            {
                limiter.Free();
            }
        }
    }

    // Steps that are known to be short may find all places taken by long ones: other pods are better off with them.
    private void StartTimer()
    {
        if (Interlocked.Exchange(ref isTimed, 1) == 1)
        {
            return;
        }

        timer ??= time.CreateTimer(
            static queue => ((StepQueue)queue!).GiveBackLate(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        timer.Change(prefetch.Patience, Timeout.InfiniteTimeSpan);
    }

    private void GiveBackLate()
    {
        Volatile.Write(ref isTimed, 0);
        var patience = prefetch.Patience;
        while (steps.TryPeek(out var first) && time.GetElapsedTime(first.ClaimedAt) >= patience)
        {
            if (steps.TryDequeue(out var step))
            {
                GiveBack(step);
            }
        }

        if (Count > 0)
        {
            StartTimer();
        }
    }

    private void GiveBack(RunningStep step)
    {
        if (TryTakeOut(step))
        {
            prefetch.Stop();
            giveBack(step);
        }
    }
}
