using FleetQ.Engine.Model;
using FleetQ.Engine.Tests.Simulation;
using FleetQ.TestKit;
using FleetQ.TestKit.Handlers;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Operating;

[Collection<OneSimulationAtATime>]
public sealed class StepOperatorTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_cancel_reaches_the_handler_at_once_on_its_own_pod_and_with_the_next_beat_on_another(bool isOwnPod) =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            var gate = pod.Routes.AddGate();
            var step = Factory.Step();
            await fleet.SubmitAsync(step);
            await pod.StartAsync();
            var held = await gate.Started.NextAsync(CancellationToken.None);
            var other = fleet.Add("pod-b");
            await other.StartAsync();
            await simulation.PassAsync(TimeSpan.FromMilliseconds(100));

            var asked = isOwnPod ? pod : other;
            await asked.Engine.StepOperator.CancelAsync(step.StepId, "no longer needed", CancellationToken.None);
            var waited = await simulation.UntilAsync(() => held.IsCancelled);

            var atMost = isOwnPod ? TimeSpan.Zero : SimulatedFleet.Beat + TimeSpan.FromMilliseconds(100);
            Assert.InRange(waited, TimeSpan.Zero, atMost);
            Assert.Equal(StepStatus.Cancelled, fleet.StatusOf(step));
        });

    [Fact]
    public void A_retried_step_starts_at_once_with_all_its_attempts_before_it() =>
        FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        pod.Store.TellsChanges = false;
        pod.Routes.Add("echo", static (_, _) => Task.FromResult(Ends.Failed()));
        await pod.StartAsync();
        var step = Factory.Step();
        await pod.Engine.Submitter.SubmitAsync(step, CancellationToken.None);
        await fleet.UntilAsync(StepStatus.Failed, step);
        pod.Routes.AddEcho();

        var answer = await pod.Engine.StepOperator.RetryAsync(step.StepId, CancellationToken.None);
        var waited = await fleet.UntilAsync(StepStatus.Completed, step);

        Assert.True(answer.Changed);
        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        Assert.Equal((1, 2L), ((await fleet.GetAsync(step)).Attempt, (await fleet.GetAsync(step)).ClaimEpoch));
    });

    [Fact]
    public void A_step_that_was_put_off_starts_at_its_new_time() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        pod.Store.TellsChanges = false;
        pod.Routes.AddEcho();
        await pod.StartAsync();
        var step = Factory.Step() with { Delay = TimeSpan.FromHours(1) };
        await pod.Engine.Submitter.SubmitAsync(step, CancellationToken.None);

        var at = simulation.Time.GetUtcNow() + TimeSpan.FromSeconds(12);
        await pod.Engine.StepOperator.AmendAsync(step.StepId, 7, at, CancellationToken.None);
        var waited = await fleet.UntilAsync(StepStatus.Completed, step);

        Assert.InRange(waited, TimeSpan.FromSeconds(11.9), TimeSpan.FromSeconds(12.1));
        Assert.Equal(7, (await fleet.GetAsync(step)).Priority);
    });

    [Fact]
    public void What_has_ended_cannot_be_cancelled_and_what_completed_cannot_be_retried() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = await fleet.StartAsync();
            var step = Factory.Step();
            await fleet.SubmitAsync(step);
            await fleet.UntilAsync(StepStatus.Completed, step);

            var cancel = await pod.Engine.StepOperator.CancelAsync(step.StepId, null, CancellationToken.None);
            var retry = await pod.Engine.StepOperator.RetryAsync(step.StepId, CancellationToken.None);
            var missing = await pod.Engine.StepOperator.CancelAsync(Factory.StepId(), null, CancellationToken.None);

            Assert.Equal((false, StepStatus.Completed), (cancel.Changed, cancel.Status));
            Assert.Equal((false, StepStatus.Completed), (retry.Changed, retry.Status));
            Assert.Equal((false, null), (missing.Changed, missing.Status));
        });
}
