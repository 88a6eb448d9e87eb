namespace FleetQ.TestKit.Simulation;

/// <summary>
/// Runs all continuations of a simulation on one thread, one after the other: in the order they came, or in an order
/// drawn by a seed. A seed repeats a run nearly, not wholly: what comes over the thread pool comes in its own order.
/// </summary>
internal sealed class SimulationContext(Random? chance) : SynchronizationContext
{
    private const int TurnsAtOnceMax = 1_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookMax = TimeSpan.FromMilliseconds(10);

    private readonly Lock gate = new();
    private readonly List<Action> ready = [];
    private int busyElsewhere = Thread.CurrentThread.IsThreadPoolThread ? 1 : 0;
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

    // Some continuations come over the thread pool of .NET, such as that of a WaitAsync. Before time goes on, the pool
    // must be as idle as it was, which can only be told while nothing else uses it.
    private bool HasStragglers()
    {
        var spin = default(SpinWait);
        var waited = TimeSpan.Zero;
        var seen = TimeProvider.System.GetTimestamp();
        while (count == 0 && IsPoolBusy())
        {
            spin.SpinOnce(sleep1Threshold: -1);
            var now = TimeProvider.System.GetTimestamp();
            var passed = TimeProvider.System.GetElapsedTime(seen, now);

            // A machine that stood still was not waited for.
            (waited, seen) = (waited + (passed < LookMax ? passed : LookMax), now);
            if (waited > Patience)
            {
                // Somebody else keeps a thread of the pool for long: it is none of ours.
                busyElsewhere = CountBusy();
            }
        }

        return count > 0;
    }

    private bool IsPoolBusy()
    {
        var busy = CountBusy();

        // A thread that was somebody else's is free again: the next that is busy may be ours.
        busyElsewhere = Math.Min(busyElsewhere, busy);
        return ThreadPool.PendingWorkItemCount > 0 || busy > busyElsewhere;
    }

    private static int CountBusy()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        return most - available;
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
