using FleetQ.Engine.Loops;
using FleetQ.Engine.Membership;
using FleetQ.Engine.Model;
using FleetQ.Engine.Tests.Simulation;
using FleetQ.TestKit;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Membership;

/// <summary>A fleet on a store that bills by the time that it is awake.</summary>
[Collection<OneSimulationAtATime>]
public sealed class IdleFleetTests
{
    private const int Pods = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AutoSuspend = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan QuietBy = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(30);

    [Fact]
    public void An_idle_fleet_asks_in_waves_and_lets_the_store_sleep_between() => FleetSimulation.Run(
        async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var asked = await WatchAsync(simulation, fleet, Slow);

            var awake = AwakeTime(asked);
            Assert.InRange(awake / Watched, 0, 0.3);
            Assert.InRange(asked.Count, Pods, 12 * Pods * 6);
            Assert.All(fleet.Pods, static pod => Assert.NotNull(pod.Identity));
        });

    [Fact]
    public void Without_waves_the_store_never_sleeps() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var asked = await WatchAsync(simulation, fleet, static options => options);

        Assert.InRange(AwakeTime(asked) / Watched, 0.99, 1.1);
    });

    [Fact]
    public void A_pod_that_was_idle_takes_its_own_submits_at_once_and_others_by_the_next_wave() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = await StartAsync(fleet, "pod-a", Slow);
            await simulation.PassAsync(QuietBy);

            var own = Factory.Step();
            await pod.Engine.Submitter.SubmitAsync(own, CancellationToken.None);
            var ownWait = await fleet.UntilAsync(StepStatus.Completed, own);
            await simulation.PassAsync(QuietBy);
            var others = Factory.Step();
            await fleet.SubmitAsync(others);
            var othersWait = await fleet.UntilAsync(StepStatus.Completed, others);

            Assert.InRange(ownWait, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            Assert.InRange(othersWait, TimeSpan.Zero, Interval + TimeSpan.FromSeconds(30));
        });

    [Fact]
    public void A_pod_that_dies_in_an_idle_fleet_is_evicted_after_the_threshold() => FleetSimulation.Run(
        async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            await StartAsync(fleet, "pod-a", Slow);
            var dead = await StartAsync(fleet, "pod-b", Slow);
            await simulation.PassAsync(QuietBy);

            dead.Die();
            await simulation.PassAsync(Threshold + (2 * Interval) + TimeSpan.FromMinutes(1));

            var pods = await fleet.Store.ListPodsAsync(CancellationToken.None);
            Assert.Equal(
                PodState.Evicted, pods.Single(static pod => pod.Identity.PodId.Value == "pod-b").State);
            Assert.Equal(
                PodState.Active, pods.Single(static pod => pod.Identity.PodId.Value == "pod-a").State);
        });

    private static TimeSpan Threshold => 4 * Interval;

    private static EngineOptions Slow(EngineOptions options)
    {
        var wave = new IdleWave(Interval);
        return options with
        {
            Membership = options.Membership with { Idle = wave, DeadPodThreshold = Threshold },
            Claiming = options.Claiming with { Idle = wave, Interval = TimeSpan.FromSeconds(5) },
            Recovery = options.Recovery with { Idle = wave, DeadPodThreshold = Threshold },
        };
    }

    // Such a store tells of no changes.
    private static async Task<SimulatedPod> StartAsync(
        SimulatedFleet fleet, string name, Func<EngineOptions, EngineOptions> change)
    {
        var pod = fleet.Add(name, change);
        pod.Store.TellsChanges = false;
        pod.Routes.AddEcho();
        await pod.StartAsync();
        return pod;
    }

    private static async Task<List<TimeSpan>> WatchAsync(
        FleetSimulation simulation, SimulatedFleet fleet, Func<EngineOptions, EngineOptions> change)
    {
        for (var i = 0; i < Pods; i++)
        {
            await StartAsync(fleet, $"pod-{i}", change);
        }

        await simulation.PassAsync(QuietBy);
        var asked = new List<TimeSpan>();
        foreach (var pod in fleet.Pods)
        {
            pod.Store.FaultOf = _ =>
            {
                asked.Add(simulation.Time.Passed);
                return null;
            };
        }

        await simulation.PassAsync(Watched);
        return asked;
    }

    // From each request until the warehouse would suspend, or the next.
    private static TimeSpan AwakeTime(List<TimeSpan> asked) => asked
        .Zip(asked.Skip(1).Append(asked[^1] + AutoSuspend))
        .Aggregate(
            TimeSpan.Zero,
            static (sum, pair) => sum + (pair.Second - pair.First < AutoSuspend
                ? pair.Second - pair.First
                : AutoSuspend));
}
