using FleetQ.Engine.Leadership;
using FleetQ.Engine.Model;
using FleetQ.Engine.Tests.Simulation;
using FleetQ.TestKit;
using FleetQ.TestKit.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Engine.Tests.Leadership;

[Collection<OneSimulationAtATime>]
public sealed class FleetViewTests
{
    private static readonly TimeSpan Threshold = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Birth = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FleetView view = new(Threshold, new FakeTimeProvider(), NullLogger<FleetView>.Instance);

    [Fact]
    public void The_oldest_live_pod_leads_and_names_break_a_tie()
    {
        view.Update(BeatOf(PodOf("c", born: 0), PodOf("b", born: 1), PodOf("B", born: 0)));

        Assert.Equal("B", view.Current.Leader!.Identity.PodId.Value);
    }

    [Fact]
    public void A_pod_that_drains_or_whose_beat_is_old_does_not_lead()
    {
        view.Update(BeatOf(
            PodOf("draining", born: 0) with { State = PodState.Draining },
            PodOf("silent", born: 1) with { BeatAge = Threshold + TimeSpan.FromMilliseconds(1) },
            PodOf("live", born: 2)));

        Assert.Equal("live", view.Current.Leader!.Identity.PodId.Value);
    }

    [Fact]
    public void A_restarted_pod_is_another_pod_and_leads_no_more()
    {
        var before = PodOf("a", born: 0);
        view.Update(BeatOf(before, PodOf("b", born: 1)));
        Assert.True(view.IsLeader(before.Identity));

        view.Update(BeatOf(PodOf("b", born: 1), PodOf("a", born: 2)));

        Assert.False(view.IsLeader(before.Identity));
        Assert.Equal("b", view.Current.Leader!.Identity.PodId.Value);
    }

    [Fact]
    public void Before_the_first_beat_nobody_leads()
    {
        Assert.Null(view.Current.Leader);
        Assert.False(view.IsLeader(Factory.Identity()));
    }

    [Fact]
    public void All_pods_name_the_same_leader_and_its_death_moves_leadership() =>
        FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        foreach (var name in new[] { "pod-c", "pod-a", "pod-b" })
        {
            await fleet.StartAsync(name);
            await simulation.PassAsync(TimeSpan.FromSeconds(1));
        }

        await simulation.PassAsync(2 * SimulatedFleet.Beat);
        Assert.Equal(["pod-c", "pod-c", "pod-c"], fleet.Pods.Select(LeaderOf));
        fleet.Pods[0].Die();
        var waited = await simulation.UntilAsync(
            () => fleet.Pods.Skip(1).All(static pod => LeaderOf(pod) == "pod-a"));

        Assert.InRange(waited, TimeSpan.Zero, SimulatedFleet.Threshold + (3 * SimulatedFleet.Beat));
    });

    private static string? LeaderOf(SimulatedPod pod) =>
        pod.Engine.FleetView.Current.Leader?.Identity.PodId.Value;

    private static Beat BeatOf(params Pod[] pods) => new(true, 0, pods, null);

    private static Pod PodOf(string name, int born) => new()
    {
        Identity = Factory.Identity(name),
        State = PodState.Active,
        BirthAt = Birth.AddSeconds(born),
        Beat = 1,
        BeatAt = Birth,
        BeatAge = TimeSpan.Zero,
        CapacityMax = 8,
        Running = 0,
        Version = "1.2.3",
        HostName = "machine",
        TaskTypes = ["echo"],
        Plugins = "[]",
    };
}
