namespace FleetQ.Simulation.Tests.World;

/// <summary>
/// One thread, one queue of events, one clock that jumps from event to event. Events of the same moment run in an order
/// that the seed draws, so a seed repeats a run exactly. Belongs to the thread that made it.
/// </summary>
internal sealed class SimulatedWorld(int seed)
{
    private const long EventsMax = 3_000_000;

    private readonly PriorityQueue<WorldEvent, (long DueTicks, int Tie, long Order)> queue = new();
    private readonly Random ties = new(seed);
    private readonly int threadId = Environment.CurrentManagedThreadId;
    private long nowTicks;
    private ulong digest = 14_695_981_039_346_656_037;

    /// <summary>Draws everything that happens by chance.</summary>
    public Random Chance { get; } = new(~seed);

    public TimeSpan Now => new(nowTicks);

    /// <summary>How many events ran.</summary>
    public long Events { get; private set; }

    /// <summary>Sums up which event ran when and where: two runs that agree in it were the same run.</summary>
    public ulong Digest => digest;

    /// <summary>Why the run ends early; null while nothing is wrong.</summary>
    public string? Violation { get; private set; }

    /// <summary>Ends the run: something that must never happen has happened. The first one counts.</summary>
    public void Violate(string what) => Violation ??= $"{Now.TotalSeconds:F3} s: {what}";

    /// <summary>Lets something happen on a node after a while.</summary>
    /// <exception cref="InvalidOperationException">Called from another thread, whose order no seed draws.</exception>
    public void Schedule(SimulatedNode node, TimeSpan after, SendOrPostCallback call, object? state) =>
        Queue(node, after, new WorldEvent(node, call, state, Timer: null, Version: 0));

    /// <summary>
    /// Runs until nothing is left to happen, a condition holds, a moment is reached or a rule is broken.
    /// </summary>
    public void RunUntil(TimeSpan moment, Func<bool> condition)
    {
        while (Violation is null
            && !condition()
            && queue.TryPeek(out _, out var place)
            && place.DueTicks <= moment.Ticks)
        {
            var next = queue.Dequeue();
            nowTicks = Math.Max(nowTicks, place.DueTicks);
            Run(next, place.Order);
        }
    }

    internal void Schedule(NodeTimer timer, SimulatedNode node, TimeSpan after, int version) =>
        Queue(node, after, new WorldEvent(node, Call: null, State: null, timer, version));

    private void Queue(SimulatedNode node, TimeSpan after, WorldEvent what)
    {
        if (Environment.CurrentManagedThreadId != threadId)
        {
            throw new InvalidOperationException("Something in the simulation ran on another thread.");
        }

        var due = nowTicks + Math.Max(0, after.Ticks) + node.DrawLag().Ticks;
        queue.Enqueue(what, (due, ties.Next(), ++Scheduled));
    }

    private long Scheduled { get; set; }

    private void Run(WorldEvent next, long order)
    {
        var process = next.Node.Process;
        if (process.IsDead || next.IsCancelled)
        {
            return;
        }

        if (process.PausedUntil.Ticks > nowTicks)
        {
            queue.Enqueue(next, (process.PausedUntil.Ticks, ties.Next(), ++Scheduled));
            return;
        }

        if (++Events > EventsMax)
        {
            Violate("the run does not end: a loop turns without a pause");
            return;
        }

        digest = unchecked((digest ^ (ulong)(nowTicks + order)) * 1_099_511_628_211);
        SynchronizationContext.SetSynchronizationContext(next.Node);
        next.Invoke();
    }

    private readonly record struct WorldEvent(
        SimulatedNode Node, SendOrPostCallback? Call, object? State, NodeTimer? Timer, int Version)
    {
        public bool IsCancelled => Timer is not null && Timer.Version != Version;

        public void Invoke()
        {
            if (Timer is not null)
            {
                Timer.Fire();
            }
            else
            {
                Call!(State);
            }
        }
    }
}
