using System.Collections.Concurrent;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;

namespace FleetQ.Engine.Dispatching;

/// <summary>The claims in this pod's hands, from the claim until nothing is left to be recorded. Thread-safe.</summary>
internal sealed class HeldClaims(CapacityLimiter limiter, TimeProvider time)
{
    private readonly ConcurrentDictionary<ClaimKey, RunningStep> held = new();
    private TaskCompletionSource? emptied;

    /// <summary>In the order of their ids, so that whoever goes through them does so alike in each run.</summary>
    public IReadOnlyCollection<ClaimKey> Keys => [.. held.Keys.OrderBy(static key => key.StepId)];

    /// <summary>In the order of <see cref="Keys"/>.</summary>
    public IReadOnlyCollection<RunningStep> Steps =>
        [.. held.Values.OrderBy(static step => step.Claim.Key.StepId)];

    public int Count => held.Count;

    public RunningStep? Find(ClaimKey key) => held.GetValueOrDefault(key);

    /// <summary>Takes a claim; it counts for its task type from now on.</summary>
    /// <param name="claim">What was claimed.</param>
    /// <param name="owner">Is told what became of its outcome.</param>
    /// <param name="startsHere">
    /// False for one that will not wait for a place. Said before others see it: whoever stops it must not take it out
    /// of a queue in which it never was.
    /// </param>
    public RunningStep Add(Claim claim, Settler owner, bool startsHere)
    {
        var step = new RunningStep(claim, time.GetTimestamp(), owner);
        if (!startsHere)
        {
            step.TryLeaveQueue();
        }

        held[claim.Key] = step;
        limiter.Hold(claim.TaskType);
        return step;
    }

    /// <summary>Lets go of a step, once.</summary>
    /// <returns>False when that was done before.</returns>
    public bool TryRemove(RunningStep step)
    {
        if (!step.TrySettle())
        {
            return false;
        }

        held.TryRemove(step.Claim.Key, out _);
        if (!step.HadPlace)
        {
            limiter.Release(step.Claim.TaskType);
        }

        return true;
    }

    /// <summary>Wakes who waits until nothing is held, if that is so.</summary>
    public void TellIfEmpty()
    {
        if (Volatile.Read(ref emptied) is { } waiter && held.IsEmpty)
        {
            waiter.TrySetResult();
        }
    }

    /// <summary>Waits until nothing is held, or the time is over.</summary>
    public async Task WaitUntilEmptyAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Exchange, for its fence: who lets go of the last one sees the waiter, or it is seen here that none is held.
        Interlocked.Exchange(ref emptied, all);
        if (held.IsEmpty)
        {
            return;
        }

        await all.WaitAsync(atMost, time, cancellationToken).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
