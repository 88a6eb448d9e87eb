using FleetQ.Engine.Loops;
using FleetQ.Engine.Membership;
using FleetQ.Engine.Model;
using FleetQ.TestKit.Handlers;
using FleetQ.TestKit.MemoryStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.TestKit.Simulation;

/// <summary>One pod of a simulated fleet: a real engine with its own way to the store.</summary>
public sealed class SimulatedPod : IAsyncDisposable
{
    private readonly MemoryRecoveryJournal journal = new();
    private bool isDead;

    internal SimulatedPod(EngineOptions options, MemoryStoreState store, FleetSimulation simulation, Random random)
    {
        Store = store;
        Name = options.Membership.PodId.Value;
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
                Changes = store,
                Journal = journal,
            },
            Routes,
            static () => "[]",
            new ClockPacer(simulation.Time),
            simulation.Time,
            random,
            NullLoggerFactory.Instance);
    }

    public FleetEngine Engine { get; }

    public FakeRoutes Routes { get; } = new();

    /// <summary>This pod's own way to the store: its faults are this pod's alone.</summary>
    public MemoryStoreState Store { get; }

    public string Name { get; }

    public PodIdentity? Identity => Engine.Pod.Identity;

    public Task StartAsync() => Engine.Pod.StartAsync(CancellationToken.None);

    /// <summary>The pod is gone without a word: nothing that it asks the store is ever done or answered.</summary>
    public void Die()
    {
        isDead = true;
        var never = new TaskCompletionSource().Task;
        Store.FaultOf = _ => StoreFault.Held(never);
    }

    /// <summary>The store does not answer this pod for a while; what it asks is not done.</summary>
    public void LoseStore() => Store.FaultOf = static _ => StoreFault.Before;

    public void FindStore() => Store.FaultOf = null;

    // A dead pod's loops wait for ever, as a dead process' do.
    public async ValueTask DisposeAsync()
    {
        if (!isDead)
        {
            Store.FaultOf = null;
            await Engine.DisposeAsync();
        }
    }
}
