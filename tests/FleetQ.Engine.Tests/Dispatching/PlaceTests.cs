using FleetQ.Engine.Model;
using FleetQ.TestKit;
using FleetQ.TestKit.MemoryStore;

namespace FleetQ.Engine.Tests.Dispatching;

public sealed class PlaceTests
{
    [Fact]
    public async Task A_long_step_keeps_its_place_until_its_outcome_is_in_the_store()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        var atFree = new TaskCompletionSource<StepStatus>();
        var claim = await bench.StartAsync(Factory.Step());
        bench.Dispatcher.PlaceFreed = () => atFree.TrySetResult(bench.Store.Peek(claim.Key.StepId).Status);
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        held.Complete();

        Assert.Equal(StepStatus.Completed, await atFree.Task.WaitAsync(DispatchBench.Stop));
        await bench.SettledAsync();
        await bench.FreeAsync();
    }

    [Fact]
    public async Task A_short_step_frees_its_place_before_its_outcome_is_in_the_store()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        var atFree = new TaskCompletionSource<StepStatus>();
        var written = new TaskCompletionSource();
        bench.Store.FaultOf = operation => operation == StoreOperations.Record ? StoreFault.Held(written.Task) : null;
        var claim = await bench.StartAsync(Factory.Step());
        bench.Dispatcher.PlaceFreed = () => atFree.TrySetResult(bench.Store.Peek(claim.Key.StepId).Status);
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        held.Complete();

        Assert.Equal(StepStatus.Claimed, await atFree.Task.WaitAsync(DispatchBench.Stop));
        written.SetResult();
        await bench.SettledAsync();
        await bench.FreeAsync();
    }
}
