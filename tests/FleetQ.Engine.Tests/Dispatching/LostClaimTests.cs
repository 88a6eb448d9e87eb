using FleetQ.Engine.Model;
using FleetQ.TestKit;
using FleetQ.TestKit.MemoryStore;

namespace FleetQ.Engine.Tests.Dispatching;

public sealed class LostClaimTests
{
    [Fact]
    public async Task A_handler_whose_claim_is_lost_is_cancelled_and_its_result_is_dropped_and_counted()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        gate.HonoursToken = false;
        var claim = await bench.StartAsync(Factory.Step());
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        Assert.True(bench.Dispatcher.Lose(claim.Key));
        await Eventually.TrueAsync(() => held.IsCancelled);
        held.Complete("\"too late\"");
        await bench.SettledAsync();

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal((StepStatus.Claimed, null), (step.Status, step.Result));
        Assert.Equal(1, bench.Metrics.Lost.Total);
        Assert.Equal(0, bench.Store.CountOf(StoreOperations.Record));
        await bench.FreeAsync();
    }

    [Fact]
    public async Task A_claim_that_is_lost_after_its_handler_ended_is_dropped_before_it_is_written()
    {
        await using var bench = new DispatchBench();
        var held = new TaskCompletionSource();
        bench.Routes.AddEcho();
        bench.Routes.AddEcho("other");
        bench.Store.FaultOf = operation => operation == StoreOperations.Record ? StoreFault.Held(held.Task) : null;
        await bench.StartAsync(Factory.Step("other"));
        await Eventually.TrueAsync(() => bench.Store.CountOf(StoreOperations.Record) == 1);
        var claim = await bench.StartAsync(Factory.Step());
        await bench.FreeAsync();

        bench.Dispatcher.Lose(claim.Key);
        held.SetResult();
        await bench.SettledAsync();

        Assert.Equal(StepStatus.Claimed, (await bench.GetAsync(claim.Key.StepId)).Status);
        Assert.Equal((1, 1), (bench.Metrics.Lost.Total, bench.Metrics.Completed.Total));
    }

    [Fact]
    public async Task All_claims_are_lost_at_once()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        for (var i = 0; i < 4; i++)
        {
            await bench.StartAsync(Factory.Step());
        }

        await gate.Started.NextAsync(4, DispatchBench.Stop);

        Assert.Equal(4, bench.Dispatcher.LoseAll());
        await bench.SettledAsync();

        Assert.Equal(4, bench.Metrics.Lost.Total);
        await bench.FreeAsync();
        Assert.Equal(0, gate.Running);
    }

    [Fact]
    public async Task A_claim_that_the_pod_does_not_hold_cannot_be_lost()
    {
        await using var bench = new DispatchBench();

        Assert.False(bench.Dispatcher.Lose(new ClaimKey(Factory.StepId(), 1)));
    }

    [Fact]
    public async Task Progress_on_a_claim_that_somebody_ended_cancels_its_handler()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        var claim = await bench.StartAsync(Factory.Step());
        var held = await gate.Started.NextAsync(DispatchBench.Stop);
        await bench.Store.CancelAsync(claim.Key.StepId, null, DispatchBench.Stop);

        held.Attempt.OnProgress(0.5, null);
        await bench.SettledAsync();

        Assert.True(held.IsCancelled);
        Assert.Equal(StepStatus.Cancelled, (await bench.GetAsync(claim.Key.StepId)).Status);
    }
}
