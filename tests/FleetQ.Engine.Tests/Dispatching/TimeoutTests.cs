using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.TestKit;

namespace FleetQ.Engine.Tests.Dispatching;

public sealed class TimeoutTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_handler_that_runs_too_long_is_cancelled_and_its_attempt_is_recorded_as_timed_out()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        var claim = await bench.StartAsync(Factory.Step() with { Timeout = Limit });
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        bench.Clock.Advance(Limit - DispatchBench.Turn);
        Assert.False(held.IsCancelled);
        bench.Clock.Advance(2 * DispatchBench.Turn);
        await bench.SettledAsync();

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.True(held.IsCancelled);
        Assert.Equal((StepStatus.Scheduled, 1, "timeout"), (step.Status, step.Attempt, step.Error!.Type));
        Assert.Contains("30 s", step.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_task_type_s_timeout_holds_where_the_step_names_none()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate(timeout: Limit);
        var claim = await bench.StartAsync(Factory.Step());
        await gate.Started.NextAsync(DispatchBench.Stop);

        bench.Clock.Advance(Limit + DispatchBench.Turn);
        await bench.SettledAsync();

        Assert.Equal("timeout", (await bench.GetAsync(claim.Key.StepId)).Error!.Type);
    }

    [Fact]
    public async Task The_last_attempt_that_times_out_fails_the_step()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        var claim = await bench.StartAsync(Factory.Step(maxRetries: 0) with { Timeout = Limit });
        await gate.Started.NextAsync(DispatchBench.Stop);

        bench.Clock.Advance(Limit + DispatchBench.Turn);
        await bench.SettledAsync();

        Assert.Equal(StepStatus.Failed, (await bench.GetAsync(claim.Key.StepId)).Status);
    }

    [Fact]
    public async Task A_handler_that_ends_in_time_is_not_disturbed_by_its_timeout()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        var claim = await bench.StartAsync(Factory.Step() with { Timeout = Limit });
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        held.Complete();
        await bench.SettledAsync();
        bench.Clock.Advance(2 * Limit);

        Assert.Equal(StepStatus.Completed, (await bench.GetAsync(claim.Key.StepId)).Status);
        Assert.False(held.IsCancelled);
    }

    [Fact]
    public async Task A_handler_that_ignores_its_token_is_settled_after_the_grace_while_its_place_stays_taken()
    {
        var options = new DispatchingOptions { CancelGrace = TimeSpan.FromSeconds(5) };
        await using var bench = new DispatchBench(options);
        var gate = bench.Routes.AddGate();
        gate.HonoursToken = false;
        var claim = await bench.StartAsync(Factory.Step() with { Timeout = Limit });
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        bench.Clock.Advance(Limit + DispatchBench.Turn);
        await Eventually.TrueAsync(() => held.IsCancelled);
        var waited = await bench.TurnUntilAsync(() => bench.Dispatcher.Held.Count == 0);

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal((StepStatus.Scheduled, "timeout"), (step.Status, step.Error!.Type));
        Assert.True(waited >= TimeSpan.FromSeconds(4), $"It was settled after {waited}.");
        Assert.Equal((1, 1), (bench.Limiter.Running, gate.Running));
        await Eventually.TrueAsync(() => bench.Dispatcher.Abandoned.CountOf(Factory.Plugin.Name) == 1);
        await Eventually.TrueAsync(() => bench.Metrics.Abandoned.Total == 1);

        held.Complete();
        await bench.FreeAsync();
        Assert.Equal(0, bench.Dispatcher.Abandoned.Count);
        Assert.Equal(StepStatus.Scheduled, (await bench.GetAsync(claim.Key.StepId)).Status);
    }

    [Fact]
    public async Task What_a_handler_still_returns_within_the_grace_counts()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        gate.HonoursToken = false;
        var claim = await bench.StartAsync(Factory.Step() with { Timeout = Limit });
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        bench.Clock.Advance(Limit + DispatchBench.Turn);
        await Eventually.TrueAsync(() => held.IsCancelled);
        held.Complete("\"just in time\"");
        await bench.SettledAsync();

        Assert.Equal("\"just in time\"", (await bench.GetAsync(claim.Key.StepId)).Result);
    }
}
