using FleetQ.Engine.Membership;
using FleetQ.Engine.Model;
using FleetQ.Engine.Tests.Simulation;
using FleetQ.TestKit;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Membership;

[Collection<OneSimulationAtATime>]
public sealed class LeavingTests
{
    [Fact]
    public void A_pod_that_drains_beats_on_claims_nothing_and_finishes_what_it_runs() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            var gate = pod.Routes.AddGate();
            var step = Factory.Step();
            var later = Factory.Step();
            await fleet.SubmitAsync(step);
            await pod.StartAsync();
            var held = await gate.Started.NextAsync(CancellationToken.None);

            var stop = pod.Engine.Pod.StopAsync(CancellationToken.None);
            await fleet.SubmitAsync(later);
            await simulation.PassAsync(SimulatedFleet.Threshold * 1.5);
            var row = Assert.Single(await fleet.Store.ListPodsAsync(CancellationToken.None));
            Assert.Equal(PodState.Draining, row.State);
            Assert.InRange(row.BeatAge, TimeSpan.Zero, 2 * SimulatedFleet.Beat);
            held.Complete();
            await stop;

            Assert.Equal((StepStatus.Completed, StepStatus.Pending), (fleet.StatusOf(step), fleet.StatusOf(later)));
            Assert.Equal(PodState.Left, (await fleet.Store.ListPodsAsync(CancellationToken.None))[0].State);
            Assert.Equal(PodPhase.Left, pod.Engine.Pod.Phase);
        });

    [Fact]
    public void A_pod_that_goes_while_it_registers_anew_goes_on_going() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        var gate = pod.Routes.AddGate();
        gate.HonoursToken = false;
        await fleet.SubmitAsync(Factory.Step());
        await pod.StartAsync();
        await gate.Started.NextAsync(CancellationToken.None);
        var first = pod.Identity;
        pod.LoseStore();
        await simulation.UntilAsync(() => pod.Engine.Pod.Phase is PodPhase.Fenced);
        var answer = new TaskCompletionSource();
        pod.Store.FaultOf = operation =>
            operation == StoreOperations.Register ? StoreFault.Held(answer.Task) : null;
        var registered = pod.Store.CountOf(StoreOperations.Register);
        await simulation.UntilAsync(() => pod.Store.CountOf(StoreOperations.Register) > registered);

        var stop = pod.Engine.Pod.StopAsync(CancellationToken.None);
        answer.SetResult();
        await simulation.UntilAsync(() => pod.Identity is not null);

        Assert.NotEqual(first, pod.Identity);
        Assert.Equal(PodPhase.Draining, pod.Engine.Pod.Phase);
        await simulation.PassAsync(TimeSpan.FromMilliseconds(100));
        Assert.Equal(PodState.Draining, (await fleet.Store.ListPodsAsync(CancellationToken.None))[0].State);
        await stop;
        Assert.Equal(PodState.Left, (await fleet.Store.ListPodsAsync(CancellationToken.None))[0].State);
    });

    [Fact]
    public void What_does_not_finish_in_time_goes_to_another_pod_without_having_used_an_attempt() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            var gate = pod.Routes.AddGate();
            var step = Factory.Step(maxRetries: 0);
            await fleet.SubmitAsync(step);
            await pod.StartAsync();
            await gate.Started.NextAsync(CancellationToken.None);
            await fleet.StartAsync("pod-b");

            await pod.Engine.Pod.StopAsync(CancellationToken.None);
            await fleet.UntilAsync(StepStatus.Completed, step);

            var row = await fleet.GetAsync(step);
            Assert.Equal(("pod-b", 1, 0, 2L), (row.ClaimedBy, row.Attempt, row.Losses, row.ClaimEpoch));
        });

    [Fact]
    public void What_a_leaving_pod_could_not_settle_is_returned_without_waiting_for_the_threshold() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            var gate = pod.Routes.AddGate();
            var step = Factory.Step();
            await fleet.SubmitAsync(step);
            await pod.StartAsync();
            await gate.Started.NextAsync(CancellationToken.None);
            await fleet.StartAsync("pod-b");
            await simulation.PassAsync(SimulatedFleet.Beat * 3);

            await fleet.Store.LeaveAsync(pod.Identity!, CancellationToken.None);
            pod.Die();
            var waited = await fleet.UntilAsync(StepStatus.Completed, step);

            Assert.InRange(waited, TimeSpan.Zero, 3 * SimulatedFleet.RecoveryInterval);
        });

    [Fact]
    public void A_restarted_pod_takes_over_from_its_former_incarnation_at_once() =>
        FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var first = fleet.Add();
        var gate = first.Routes.AddGate();
        var step = Factory.Step();
        await fleet.SubmitAsync(step);
        await first.StartAsync();
        await gate.Started.NextAsync(CancellationToken.None);
        first.Die();

        await fleet.StartAsync();
        var waited = await fleet.UntilAsync(StepStatus.Completed, step);

        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal((2, 1), ((await fleet.GetAsync(step)).Attempt, (await fleet.GetAsync(step)).Losses));
    });

    [Fact]
    public void A_pod_that_cannot_reach_the_store_can_still_be_stopped() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        var gate = pod.Routes.AddGate();
        await fleet.SubmitAsync(Factory.Step());
        await pod.StartAsync();
        await gate.Started.NextAsync(CancellationToken.None);
        pod.LoseStore();

        var started = simulation.Time.Passed;
        await pod.Engine.Pod.StopAsync(CancellationToken.None);

        Assert.InRange(simulation.Time.Passed - started, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal(PodPhase.Left, pod.Engine.Pod.Phase);
    });

    [Fact]
    public void A_submit_that_waits_when_the_pod_stops_is_committed_or_refused_but_never_forgotten() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = await fleet.StartAsync();
            pod.Store.FailNext(StoreOperations.Submit, StoreFault.Late(TimeSpan.FromSeconds(1)));
            var steps = Factory.Steps(10, "strange").ToArray();
            var submits = steps.Select(step => pod.Engine.Submitter.SubmitAsync(step, CancellationToken.None)).ToList();

            await pod.Engine.Pod.StopAsync(CancellationToken.None);
            await Task.WhenAll(submits);

            Assert.All(steps, step => Assert.Equal(StepStatus.Pending, fleet.StatusOf(step)));
        });
}
