using FleetQ.Engine.Model;
using FleetQ.TestKit;

namespace FleetQ.Engine.Tests.Dispatching;

public sealed class SoloTests
{
    [Fact]
    public async Task A_step_that_a_pod_died_of_runs_alone()
    {
        await using var bench = new DispatchBench();
        var neighbours = bench.Routes.AddGate();
        var alone = bench.Routes.AddGate("risky");
        await bench.StartAsync(Factory.Step());
        var first = await neighbours.Started.NextAsync(DispatchBench.Stop);

        bench.Dispatcher.Start(await ClaimLostOnceAsync(bench));
        await bench.StartAsync(Factory.Step());

        Assert.Equal((0, 0), (bench.Dispatcher.Room, alone.Started.Waiting));
        first.Complete();
        var risky = await alone.Started.NextAsync(DispatchBench.Stop);
        Assert.Equal((0, 1), (neighbours.Running, alone.Running));
        risky.Complete();
        (await neighbours.Started.NextAsync(DispatchBench.Stop)).Complete();
        await bench.SettledAsync();
        await Eventually.TrueAsync(() => bench.Dispatcher.Room == bench.Limiter.Capacity);
    }

    [Fact]
    public async Task Two_such_steps_run_one_after_the_other()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate("risky");
        bench.Dispatcher.Start(await ClaimLostOnceAsync(bench));
        bench.Dispatcher.Start(await ClaimLostOnceAsync(bench));

        for (var i = 0; i < 2; i++)
        {
            (await gate.Started.NextAsync(DispatchBench.Stop)).Complete();
        }

        await bench.SettledAsync();
        Assert.Equal(1, gate.RunningMax);
    }

    [Fact]
    public async Task A_step_that_is_lost_while_it_waits_to_run_alone_frees_the_lane()
    {
        await using var bench = new DispatchBench();
        var neighbours = bench.Routes.AddGate();
        bench.Routes.AddGate("risky");
        await bench.StartAsync(Factory.Step());
        var first = await neighbours.Started.NextAsync(DispatchBench.Stop);
        var risky = await ClaimLostOnceAsync(bench);
        bench.Dispatcher.Start(risky);

        bench.Dispatcher.Lose(risky.Key);
        await Eventually.TrueAsync(() => bench.Dispatcher.Held.Count == 1);

        await Eventually.TrueAsync(() => bench.Dispatcher.Room == bench.Limiter.Capacity - 1);
        first.Complete();
        await bench.SettledAsync();
    }

    [Fact]
    public async Task A_handler_that_never_returns_does_not_keep_such_a_step_waiting_for_ever()
    {
        await using var bench = new DispatchBench();
        var stuck = bench.Routes.AddGate();
        var alone = bench.Routes.AddGate("risky");
        stuck.HonoursToken = false;
        await bench.StartAsync(Factory.Step() with { Timeout = TimeSpan.FromSeconds(1) });
        var held = await stuck.Started.NextAsync(DispatchBench.Stop);

        bench.Dispatcher.Start(await ClaimLostOnceAsync(bench));
        await bench.TurnUntilAsync(() => alone.Started.Waiting > 0);

        (await alone.Started.NextAsync(DispatchBench.Stop)).Complete();
        await bench.SettledAsync();
        held.Complete();
    }

    // The pod of its first attempt died: another incarnation registered under its name.
    private static async Task<Claim> ClaimLostOnceAsync(DispatchBench bench)
    {
        var died = Factory.Identity("died");
        var step = Factory.Step("risky");
        await bench.Store.RegisterAsync(Factory.Registration(bench.Pod), DispatchBench.Stop);
        await bench.Store.RegisterAsync(Factory.Registration(died), DispatchBench.Stop);
        await bench.Store.SubmitAsync([step], DispatchBench.Stop);
        await bench.Store.ClaimAsync(Factory.ClaimRequest(died, 1, "risky"), DispatchBench.Stop);
        await bench.Store.RegisterAsync(Factory.Registration("died"), DispatchBench.Stop);
        var claims = await bench.Store.ClaimAsync(Factory.ClaimRequest(bench.Pod, 1, "risky"), DispatchBench.Stop);
        return Assert.Single(claims, static claim => claim.Losses == 1);
    }
}
