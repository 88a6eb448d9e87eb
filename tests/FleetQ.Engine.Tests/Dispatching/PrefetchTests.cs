using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Engine.Tests.Dispatching;

public sealed class PrefetchTests
{
    private static readonly TaskType Echo = new("echo");
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(10);

    private readonly FakeTimeProvider clock = new();
    private readonly Prefetch prefetch;

    public PrefetchTests() => prefetch = new Prefetch(capacity: 1_000, clock);

    [Fact]
    public void A_pod_claims_two_round_trips_ahead_at_the_rate_at_which_it_starts_steps()
    {
        Claim(brought: 8, started: 0);
        var atFirst = prefetch.Ahead;
        Claim(brought: 8, started: 8);
        var afterOne = prefetch.Ahead;
        Claim(brought: 24, started: 24);

        Assert.Equal((0, 16, 48), (atFirst, afterOne, prefetch.Ahead));
    }

    [Fact]
    public void A_round_trip_that_takes_a_tenth_of_the_time_needs_a_tenth_of_the_steps()
    {
        Claim(brought: 8, started: 0);
        clock.Advance(9 * RoundTrip);
        Claim(brought: 8, started: 500);

        Assert.Equal(100, prefetch.Ahead);
    }

    [Fact]
    public void Nothing_is_claimed_ahead_when_less_was_ready_than_was_asked_for()
    {
        Claim(brought: 8, started: 0);
        Claim(brought: 8, started: 8);

        Claim(brought: 3, started: 8, isFull: false);

        Assert.Equal(0, prefetch.Ahead);
    }

    [Fact]
    public void What_waits_in_a_pod_has_a_limit_in_number_and_in_size()
    {
        Claim(brought: 100, started: 0);
        Claim(brought: 100, started: 1_000_000);
        var ofSmall = prefetch.Ahead;
        Claim(brought: 10, started: 1_000_000, payloadLength: 1 << 20);

        Assert.Equal((1_000, 8), (ofSmall, prefetch.Ahead));
    }

    [Fact]
    public void A_pod_with_few_places_claims_few_ahead()
    {
        var small = new Prefetch(capacity: 4, clock);
        small.OnClaimed([Factory.Claim(Factory.Identity(), Factory.Step())], RoundTrip, isFull: true);
        for (var i = 0; i < 1_000; i++)
        {
            small.OnStarted();
        }

        clock.Advance(RoundTrip);
        small.OnClaimed([Factory.Claim(Factory.Identity(), Factory.Step())], RoundTrip, isFull: true);

        Assert.Equal(32, small.Ahead);
    }

    [Fact]
    public void Only_steps_that_run_shorter_than_a_round_trip_are_worth_it()
    {
        var slow = new TaskType("slow");
        Claim(brought: 1, started: 0);

        prefetch.OnRun(Echo, RoundTrip / 2);
        prefetch.OnRun(slow, RoundTrip * 2);

        Assert.True(prefetch.IsWorthwhile(Echo));
        Assert.False(prefetch.IsWorthwhile(slow));
        Assert.False(prefetch.IsWorthwhile(new TaskType("never-ran")));
    }

    [Fact]
    public async Task Steps_without_a_place_wait_in_their_order_and_start_as_places_free()
    {
        await using var bench = new DispatchBench(OnePlace);
        var gate = bench.Routes.AddGate();
        var claims = new List<Claim>();
        for (var i = 0; i < 3; i++)
        {
            claims.Add(await bench.StartAsync(Factory.Step()));
        }

        var order = new List<StepId>();
        for (var i = 0; i < 3; i++)
        {
            var held = await gate.Started.NextAsync(DispatchBench.Stop);
            order.Add(held.Attempt.Claim.Key.StepId);
            held.Complete();
        }

        await bench.SettledAsync();
        Assert.Equal(claims.Select(static claim => claim.Key.StepId), order);
        Assert.Equal(1, gate.RunningMax);
    }

    [Fact]
    public async Task A_drain_gives_back_at_once_what_waits_without_using_an_attempt()
    {
        await using var bench = new DispatchBench(OnePlace);
        var gate = bench.Routes.AddGate();
        await bench.StartAsync(Factory.Step());
        var running = await gate.Started.NextAsync(DispatchBench.Stop);
        var waiting = await bench.StartAsync(Factory.Step());

        var drain = bench.Dispatcher.DrainAsync(TimeSpan.FromMinutes(1), DispatchBench.Stop);
        await Eventually.TrueAsync(() => bench.Dispatcher.Held.Count == 1);

        var step = await bench.GetAsync(waiting.Key.StepId);
        Assert.Equal((StepStatus.Pending, 0), (step.Status, step.Attempt));
        running.Complete();
        Assert.Equal(0, await drain);
        Assert.Equal(0, gate.Started.Waiting);
    }

    [Fact]
    public async Task What_waits_too_long_behind_a_long_step_is_given_back_to_the_fleet()
    {
        await using var bench = new DispatchBench(OnePlace);
        var gate = bench.Routes.AddGate();
        await bench.StartAsync(Factory.Step());
        var running = await gate.Started.NextAsync(DispatchBench.Stop);
        var waiting = await bench.StartAsync(Factory.Step());

        await bench.TurnUntilAsync(() => bench.Dispatcher.Held.Count == 1);

        var step = await bench.GetAsync(waiting.Key.StepId);
        Assert.Equal((StepStatus.Pending, 0, null), (step.Status, step.Attempt, step.ClaimedBy));
        running.Complete();
        await bench.SettledAsync();
    }

    [Fact]
    public async Task A_claim_that_is_lost_while_it_waits_never_starts()
    {
        await using var bench = new DispatchBench(OnePlace);
        var gate = bench.Routes.AddGate();
        await bench.StartAsync(Factory.Step());
        var running = await gate.Started.NextAsync(DispatchBench.Stop);
        var waiting = await bench.StartAsync(Factory.Step());

        bench.Dispatcher.Lose(waiting.Key);
        running.Complete();
        await bench.SettledAsync();

        Assert.Equal((1, 0), (bench.Metrics.Lost.Total, gate.Started.Waiting));
        Assert.Equal(StepStatus.Claimed, (await bench.GetAsync(waiting.Key.StepId)).Status);
    }

    private static DispatchingOptions OnePlace => new() { MaxParallelism = 1, CapacityThreshold = 1 };

    private void Claim(int brought, int started, bool isFull = true, int payloadLength = 10)
    {
        prefetch.OnClaimSent();
        for (var i = 0; i < started; i++)
        {
            prefetch.OnStarted();
        }

        clock.Advance(RoundTrip);
        var step = Factory.Step() with { Payload = new string('x', payloadLength) };
        var claim = Factory.Claim(Factory.Identity(), step);
        prefetch.OnClaimed([.. Enumerable.Repeat(claim, brought)], RoundTrip, isFull);
    }
}
