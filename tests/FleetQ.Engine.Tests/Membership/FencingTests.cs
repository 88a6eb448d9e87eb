using FleetQ.Engine.Membership;
using FleetQ.Engine.Model;
using FleetQ.Engine.Tests.Simulation;
using FleetQ.TestKit;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Membership;

[Collection<OneSimulationAtATime>]
public sealed class FencingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pod_whose_beats_have_no_answer_lets_go_before_others_may_take_its_steps(bool storeHangs) =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            var gate = pod.Routes.AddGate();
            var step = Factory.Step();
            await fleet.SubmitAsync(step);
            await pod.StartAsync();
            var held = await gate.Started.NextAsync(CancellationToken.None);
            var first = pod.Identity;

            Cut(pod, storeHangs);
            var waited = await simulation.UntilAsync(() => held.IsCancelled);

            Assert.InRange(waited, TimeSpan.FromSeconds(3), SimulatedFleet.Threshold - SimulatedFleet.Beat);
            Assert.Equal(1, pod.Engine.Metrics.Fences.Total);
            Assert.NotEqual(first, pod.Identity);
            pod.FindStore();
        });

    [Fact]
    public void What_a_fenced_pod_s_handler_still_returns_is_dropped() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        var gate = pod.Routes.AddGate();
        gate.HonoursToken = false;
        var step = Factory.Step();
        await fleet.SubmitAsync(step);
        await pod.StartAsync();
        var held = await gate.Started.NextAsync(CancellationToken.None);

        pod.LoseStore();
        await simulation.UntilAsync(() => held.IsCancelled);
        held.Complete("\"of a pod that must not speak\"");
        await simulation.PassAsync(TimeSpan.FromMilliseconds(100));

        Assert.Equal((StepStatus.Claimed, null), (fleet.StatusOf(step), fleet.Store.Peek(step.StepId).Result));
        Assert.Equal(1, pod.Engine.Metrics.Lost.Total);
        Assert.Equal(0, pod.Store.CountOf(StoreOperations.Record));
    });

    [Fact]
    public void A_fenced_pod_claims_nothing_and_registers_anew_when_the_store_is_back() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = await fleet.StartAsync();
            var first = pod.Identity!;
            var birth = (await fleet.Store.ListPodsAsync(CancellationToken.None))[0].BirthAt;
            pod.LoseStore();
            await simulation.UntilAsync(() => pod.Engine.Pod.Phase is PodPhase.Fenced);
            var step = Factory.Step();
            await fleet.SubmitAsync(step);
            var claimsBefore = pod.Store.CountOf(StoreOperations.Claim);
            await simulation.PassAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(claimsBefore, pod.Store.CountOf(StoreOperations.Claim));

            pod.FindStore();
            var waited = await fleet.UntilAsync(StepStatus.Completed, step);

            var row = Assert.Single(await fleet.Store.ListPodsAsync(CancellationToken.None));
            Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromSeconds(2));
            Assert.NotEqual(first, pod.Identity);
            Assert.Equal((first.PodId, PodState.Active), (row.Identity.PodId, row.State));
            Assert.True(row.BirthAt > birth, "A pod that fenced itself comes back as the youngest.");
        });

    [Fact]
    public void A_fenced_pod_waits_quietly_though_a_step_is_due() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = await fleet.StartAsync();
        var step = Factory.Step() with { Delay = TimeSpan.FromSeconds(3) };
        await pod.Engine.Submitter.SubmitAsync(step, CancellationToken.None);
        pod.LoseStore();

        await simulation.PassAsync(TimeSpan.FromMinutes(1));
        var turnsBefore = simulation.Turns;
        await simulation.PassAsync(TimeSpan.FromMinutes(1));

        Assert.InRange(simulation.Turns - turnsBefore, 0, 2_000);
    });

    [Fact]
    public void The_steps_of_a_fenced_pod_use_an_attempt_and_none_is_blamed() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        var gate = pod.Routes.AddGate();
        var step = Factory.Step();
        await fleet.SubmitAsync(step);
        await pod.StartAsync();
        var first = await gate.Started.NextAsync(CancellationToken.None);
        pod.LoseStore();
        await simulation.UntilAsync(() => first.IsCancelled);

        pod.FindStore();
        await simulation.UntilAsync(() => gate.Started.Waiting == 1);
        (await gate.Started.NextAsync(CancellationToken.None)).Complete();
        await fleet.UntilAsync(StepStatus.Completed, step);

        var row = await fleet.GetAsync(step);
        Assert.Equal((2, 0, 2L), (row.Attempt, row.Losses, row.ClaimEpoch));
        Assert.Contains("lost", row.Attempts, StringComparison.Ordinal);
    });

    [Fact]
    public void An_evicted_pod_drops_its_claims_and_registers_a_new_incarnation() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            var gate = pod.Routes.AddGate();
            var step = Factory.Step();
            await fleet.SubmitAsync(step);
            await pod.StartAsync();
            var held = await gate.Started.NextAsync(CancellationToken.None);
            var first = pod.Identity!;

            await EvictAsync(simulation, fleet, pod);
            var waited = await simulation.UntilAsync(() => held.IsCancelled && pod.Identity is not null);

            Assert.InRange(waited, TimeSpan.Zero, 3 * SimulatedFleet.Beat);
            Assert.NotEqual(first, pod.Identity);
            var second = await gate.Started.NextAsync(CancellationToken.None);
            Assert.Equal(2, second.Attempt.Claim.Attempt);
            second.Complete();
            await fleet.UntilAsync(StepStatus.Completed, step);
        });

    [Fact]
    public void A_claim_loop_that_hangs_stops_the_beat_so_that_other_pods_take_the_steps() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var hung = fleet.Add();
            var gate = hung.Routes.AddGate();
            var step = Factory.Step();
            await fleet.SubmitAsync(step);
            await hung.StartAsync();
            var held = await gate.Started.NextAsync(CancellationToken.None);
            var never = new TaskCompletionSource();
            hung.Store.FaultOf = operation =>
                operation == StoreOperations.Claim ? StoreFault.Held(never.Task) : null;
            await fleet.StartAsync("pod-b");
            await fleet.SubmitAsync(Factory.Step("strange"));

            await fleet.UntilAsync(StepStatus.Completed, step);

            Assert.True(held.IsCancelled);
            Assert.Equal("pod-b", (await fleet.GetAsync(step)).ClaimedBy);
            never.SetResult();
        });

    private static void Cut(SimulatedPod pod, bool storeHangs)
    {
        var never = new TaskCompletionSource();
        pod.Store.FaultOf = _ => storeHangs ? StoreFault.Held(never.Task) : StoreFault.Before;
    }

    // As a leader does it that saw the pod silent, though the pod beats again since.
    private static async Task EvictAsync(FleetSimulation simulation, SimulatedFleet fleet, SimulatedPod pod)
    {
        await simulation.PassAsync(SimulatedFleet.Beat / 2);
        var row = (await fleet.Store.ListPodsAsync(CancellationToken.None)).Single(row => row.Identity == pod.Identity);
        var evicted = await fleet.Store.EvictAsync(
            [new(row.Identity, row.Beat)], TimeSpan.FromMilliseconds(1), CancellationToken.None);
        Assert.Single(evicted);
    }
}
