namespace FleetQ.TestKit.Simulation;

/// <summary>
/// Runs all continuations of a simulation on one thread, one after the other: in the order they came, or in an order
/// drawn by a seed, so that a run can be repeated.
/// </summary>
internal sealed class SimulationContext(Random? chance) : SynchronizationContext
{
    private const int TurnsAtOnceMax = 1_000_000;

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

    /// <summary>How many continuations ran.</summary>
    public long Turns { get; private set; }

    /// <summary>Runs what is ready, and what becomes ready by it, until nothing is left.</summary>
    public void RunUntilIdle()
    {
        var most = Turns + TurnsAtOnceMax;
        while (TryTake(out var next) || (HasStragglers() && TryTake(out next)))
        {
            next();
            if (++Turns > most)
            {
                throw new InvalidOperationException("A loop turns and turns, and no time passes.");
            }
        }
    }

    // A few continuations, such as those of CancelAsync, come over the thread pool of .NET. An item at the end of its
    // queue is called after them.
    private bool HasStragglers()
    {
        using var flushed = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(static flushed => flushed.Set(), flushed, preferLocal: false);
        flushed.Wait();
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
