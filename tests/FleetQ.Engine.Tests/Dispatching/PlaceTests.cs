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
        var atFree = new TaskCompletionSource<int>();
        bench.Dispatcher.PlaceFreed = () => atFree.TrySetResult(bench.Dispatcher.Held.Count);
        await bench.StartAsync(Factory.Step());
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        held.Complete();

        Assert.Equal(0, await atFree.Task.WaitAsync(DispatchBench.Stop));
        await bench.SettledAsync();
        await bench.FreeAsync();
    }

    [Fact]
    public async Task A_short_step_frees_its_place_before_its_outcome_is_in_the_store()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        var atFree = new TaskCompletionSource<int>();
        var written = new TaskCompletionSource();
        bench.Dispatcher.PlaceFreed = () => atFree.TrySetResult(bench.Dispatcher.Held.Count);
        bench.Store.FaultOf = operation => operation == StoreOperations.Record ? StoreFault.Held(written.Task) : null;
        await bench.StartAsync(Factory.Step());
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        held.Complete();

        Assert.Equal(1, await atFree.Task.WaitAsync(DispatchBench.Stop));
        written.SetResult();
        await bench.SettledAsync();
        await bench.FreeAsync();
    }
}
