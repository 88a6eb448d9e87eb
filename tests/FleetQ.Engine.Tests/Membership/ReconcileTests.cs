using FleetQ.Engine.Model;
using FleetQ.Engine.Tests.Simulation;
using FleetQ.TestKit;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Membership;

[Collection<OneSimulationAtATime>]
public sealed class ReconcileTests
{
    [Fact]
    public void A_step_whose_claim_had_no_answer_is_given_back_and_runs_without_having_used_an_attempt() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            pod.Routes.AddEcho();
            var step = Factory.Step(maxRetries: 0);
            pod.Store.FailNext(StoreOperations.Claim, StoreFault.After);
            await fleet.SubmitAsync(step);
            await pod.StartAsync();
            await simulation.UntilAsync(() => fleet.StatusOf(step) is StepStatus.Claimed);

            var waited = await fleet.UntilAsync(StepStatus.Completed, step);

            var row = await fleet.GetAsync(step);
            Assert.InRange(waited, SimulatedFleet.Threshold, SimulatedFleet.Threshold + (6 * SimulatedFleet.Beat));
            Assert.Equal((1, 0, 2L), (row.Attempt, row.Losses, row.ClaimEpoch));
            Assert.Equal(1, pod.Engine.Metrics.Reconciled.Total);
        });

    [Fact]
    public void Several_steps_whose_claim_had_no_answer_are_given_back_in_one_write() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            var gate = pod.Routes.AddGate();
            pod.Store.FailNext(StoreOperations.Claim, StoreFault.After);
            for (var i = 0; i < 3; i++)
            {
                await fleet.SubmitAsync(Factory.Step());
            }

            await pod.StartAsync();
            var held = await gate.Started.NextAsync(3, CancellationToken.None);

            Assert.Equal(3, pod.Engine.Metrics.Reconciled.Total);
            Assert.Equal(1, pod.Store.CountOf(StoreOperations.Record));
            held.ToList().ForEach(static one => one.Complete());
        });

    [Fact]
    public void A_claim_that_somebody_ended_without_a_word_is_found_and_its_handler_cancelled() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            var gate = pod.Routes.AddGate();
            var step = Factory.Step();
            await fleet.SubmitAsync(step);
            await pod.StartAsync();
            var held = await gate.Started.NextAsync(CancellationToken.None);

            await fleet.Store.RecordAsync([Factory.Failed(held.Attempt.Claim.Key)], CancellationToken.None);
            var waited = await simulation.UntilAsync(() => held.IsCancelled);

            Assert.InRange(waited, TimeSpan.Zero, 6 * SimulatedFleet.Beat);
            Assert.Equal(StepStatus.Failed, fleet.StatusOf(step));
        });

    [Fact]
    public void A_claim_whose_answer_is_on_its_way_is_not_given_back_when_the_clock_of_the_store_jumps() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            var gate = pod.Routes.AddGate();
            var step = Factory.Step();
            pod.Store.FailNext(StoreOperations.Claim, StoreFault.Late(4 * SimulatedFleet.Beat));
            await fleet.SubmitAsync(step);
            await pod.StartAsync();
            await simulation.UntilAsync(() => fleet.StatusOf(step) is StepStatus.Claimed);

            fleet.StoreClock.Skew += 2 * SimulatedFleet.Threshold;
            var held = await gate.Started.NextAsync(CancellationToken.None);
            held.Complete();
            await fleet.UntilAsync(StepStatus.Completed, step);

            var row = await fleet.GetAsync(step);
            Assert.Equal((1, 1L, 0L), (row.Attempt, row.ClaimEpoch, pod.Engine.Metrics.Reconciled.Total));
        });

    [Fact]
    public void A_step_whose_outcome_is_recorded_and_not_yet_answered_counts_as_completed_though_its_claim_is_gone() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            pod.Routes.AddEcho();
            var step = Factory.Step();
            pod.Store.FailNext(StoreOperations.Record, StoreFault.Late(12 * SimulatedFleet.Beat));
            await fleet.SubmitAsync(step);
            await pod.StartAsync();
            await fleet.UntilAsync(StepStatus.Completed, step);

            await simulation.PassAsync(20 * SimulatedFleet.Beat);

            var metrics = pod.Engine.Metrics;
            Assert.Equal((1L, 0L), (metrics.Completed.Total, metrics.Lost.Total));
        });

    [Fact]
    public void What_runs_is_never_taken_for_lost() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        var gate = pod.Routes.AddGate();
        var step = Factory.Step();
        await fleet.SubmitAsync(step);
        await pod.StartAsync();
        var held = await gate.Started.NextAsync(CancellationToken.None);

        await simulation.PassAsync(20 * SimulatedFleet.Threshold);
        Assert.False(held.IsCancelled);
        held.Complete();
        await fleet.UntilAsync(StepStatus.Completed, step);

        Assert.Equal((1, 0L), ((await fleet.GetAsync(step)).Attempt, pod.Engine.Metrics.Reconciled.Total));
    });
}
