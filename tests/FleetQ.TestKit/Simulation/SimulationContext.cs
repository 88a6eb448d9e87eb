namespace FleetQ.TestKit.Simulation;

/// <summary>
/// Runs all continuations of a simulation on one thread, one after the other: in the order they came, or in an order drawn
/// by a seed, so that a run can be repeated.
/// </summary>
internal sealed class SimulationContext(Random? chance) : SynchronizationContext
{
    private const int SpinsMin = 20;
    private const int SpinsMax = 2_000;

    private readonly Lock gate = new();
    private readonly List<Action> ready = [];
    private volatile int count;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (gate)
        {
            ready.Add(() => d(state));
            count = ready.Count;
        }
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nothing in a simulation waits for its own thread.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs what is ready, and what becomes ready by it, until nothing is left.</summary>
    public void RunUntilIdle()
    {
        while (TryTake(out var next) || (HasStragglers() && TryTake(out next)))
        {
            next();
        }
    }

    // The few continuations that .NET sends over its thread pool, such as those of CancelAsync, are worth a short wait.
    private bool HasStragglers()
    {
        var wait = default(SpinWait);
        for (var i = 0; i < SpinsMax && count == 0 && (i < SpinsMin || ThreadPool.PendingWorkItemCount > 0); i++)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        return count > 0;
    }

    private bool TryTake(out Action next)
    {
        lock (gate)
        {
            if (ready.Count == 0)
            {
                next = static () => { };
                return false;
            }

            var index = chance?.Next(ready.Count) ?? 0;
            next = ready[index];
            ready.RemoveAt(index);
            count = ready.Count;
            return true;
        }
    }
}
