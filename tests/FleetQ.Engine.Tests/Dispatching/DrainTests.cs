using FleetQ.Engine.Model;
using FleetQ.TestKit;
using FleetQ.TestKit.Handlers;

namespace FleetQ.Engine.Tests.Dispatching;

public sealed class DrainTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_drain_lets_handlers_finish()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        var claim = await bench.StartAsync(Factory.Step());
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        var drain = bench.Dispatcher.DrainAsync(Patience, DispatchBench.Stop);
        Assert.False(held.IsCancelled);
        held.Complete();
        var left = await drain;

        Assert.Equal(0, left);
        Assert.Equal(StepStatus.Completed, (await bench.GetAsync(claim.Key.StepId)).Status);
    }

    [Fact]
    public async Task What_does_not_finish_in_time_is_cancelled_and_given_back_without_using_an_attempt()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        var claim = await bench.StartAsync(Factory.Step(maxRetries: 0));
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        var drain = bench.Dispatcher.DrainAsync(Patience, DispatchBench.Stop);
        var waited = await bench.TurnUntilAsync(() => drain.IsCompleted);

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.True(held.IsCancelled);
        Assert.True(waited >= Patience, $"It was cancelled after {waited}.");
        Assert.Equal((0, StepStatus.Pending, 0), (await drain, step.Status, step.Attempt));
    }

    [Fact]
    public async Task A_handler_that_ignores_the_drain_too_is_given_back_and_the_drain_ends()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        gate.HonoursToken = false;
        var claim = await bench.StartAsync(Factory.Step());
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        var drain = bench.Dispatcher.DrainAsync(Patience, DispatchBench.Stop);
        await bench.TurnUntilAsync(() => drain.IsCompleted);

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal((StepStatus.Pending, 0), (step.Status, step.Attempt));
        held.Complete();
    }

    [Fact]
    public async Task Impatience_cuts_the_wait_short()
    {
        using var impatience = new CancellationTokenSource();
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        var claim = await bench.StartAsync(Factory.Step());
        await gate.Started.NextAsync(DispatchBench.Stop);

        var drain = bench.Dispatcher.DrainAsync(Patience, impatience.Token);
        await impatience.CancelAsync();
        await drain.WaitAsync(Eventually.Patience, DispatchBench.Stop);

        Assert.Equal(StepStatus.Pending, (await bench.GetAsync(claim.Key.StepId)).Status);
    }

    [Fact]
    public async Task A_step_that_failed_while_the_pod_drains_is_a_failed_attempt()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        var claim = await bench.StartAsync(Factory.Step());
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        var drain = bench.Dispatcher.DrainAsync(Patience, DispatchBench.Stop);
        held.EndWith(Ends.Retry());
        await drain;

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal((StepStatus.Scheduled, 1), (step.Status, step.Attempt));
    }
}
