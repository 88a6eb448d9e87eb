using FleetQ.Engine.Membership;
using FleetQ.Engine.Storage;
using FleetQ.Simulation.Tests.Checking;
using FleetQ.Simulation.Tests.World;
using FleetQ.TestKit.Handlers;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>One process of a pod: the real engine, on simulated threads, with its own way to the store.</summary>
internal sealed class SimulatedPod
{
    private readonly SimulatedNode pool;

    public SimulatedPod(
        SimulatedProcess process,
        EngineOptions options,
        StoreHandle handle,
        SimulatedStoreServer server,
        FaultPlan plan,
        Checker checker,
        Mutant mutant)
    {
        Process = process;
        Options = options;
        pool = new SimulatedNode(process, canLag: true);
        Link = new StoreLink(process, server, plan);
        var store = new SimulatedStore(handle, Link, checker, this, mutant);
        Engine = new FleetEngine(
            options,
            new EngineStores
            {
                Submission = store,
                Claims = store,
                Completion = store,
                Pods = store,
                Recovery = store,
                Reading = store,
                Operating = store,
                Changes = new LossyHints(handle.Changes, pool, plan),
                Journal = new MemoryRecoveryJournal(),
            },
            Routes,
            static () => "[]",
            new NodePacer(new SimulatedNode(process, canLag: false)),
            pool.Clock,
            new Random(process.World.Chance.Next()),
            NullLoggerFactory.Instance);
    }

    public SimulatedProcess Process { get; }

    public EngineOptions Options { get; }

    public StoreLink Link { get; }

    public FakeRoutes Routes { get; } = new();

    public FleetEngine Engine { get; }

    public string Name => Process.Name;

    public NodeClock Clock => pool.Clock;

    /// <summary>Whether it ended in order.</summary>
    public bool HasStopped { get; private set; }

    /// <summary>Whether it runs and has run long enough to have noticed what time it is.</summary>
    public bool CouldAct => this is { HasStopped: false, Process: { IsDead: false, IsPaused: false } }
        && Process.LagMax == TimeSpan.Zero
        && Process.World.Now > Process.LateUntil
        && Process.World.Now - Process.PausedUntil > TimeSpan.FromMilliseconds(1);

    public bool IsServing => this is { HasStopped: false, Process.IsDead: false } && Engine.Pod.Identity is not null;

    /// <summary>Starts it; a pod that cannot register ends, and is found dead by who watches it.</summary>
    public void Start() => pool.Start(async () =>
    {
        try
        {
            await Engine.Pod.StartAsync(CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            Process.Kill();
        }
    });

    /// <summary>Ends it in order.</summary>
    public void Stop() => pool.Start(async () =>
    {
        await Engine.Pod.StopAsync(CancellationToken.None);
        HasStopped = true;
        Process.Kill();
    });

    /// <summary>Does something in the process, and nothing when it is dead by then.</summary>
    public void Do(Func<Task> work) => pool.Start(work);
}
