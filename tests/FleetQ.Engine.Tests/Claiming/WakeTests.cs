using FleetQ.Engine.Model;
using FleetQ.Engine.Tests.Simulation;
using FleetQ.TestKit;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Claiming;

[Collection<OneSimulationAtATime>]
public sealed class WakeTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void A_step_submitted_on_an_idle_pod_starts_at_once() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        pod.Store.TellsChanges = false;
        pod.Routes.AddEcho();
        await pod.StartAsync();
        await simulation.PassAsync(TimeSpan.FromSeconds(5));
        var step = Factory.Step();

        await pod.Engine.Submitter.SubmitAsync(step, CancellationToken.None);
        var waited = await fleet.UntilAsync(StepStatus.Completed, step);

        Assert.InRange(waited, TimeSpan.Zero, AtOnce);
    });

    [Fact]
    public void A_step_that_another_process_submitted_starts_at_once_where_the_store_tells_of_changes() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            await fleet.StartAsync();
            await simulation.PassAsync(TimeSpan.FromSeconds(5));
            var step = Factory.Step();

            await fleet.SubmitAsync(step);
            var waited = await fleet.UntilAsync(StepStatus.Completed, step);

            Assert.InRange(waited, TimeSpan.Zero, AtOnce);
        });

    [Fact]
    public void Where_the_store_does_not_tell_it_starts_within_the_claim_interval() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            pod.Store.TellsChanges = false;
            pod.Routes.AddEcho();
            await pod.StartAsync();
            await simulation.PassAsync(TimeSpan.FromSeconds(5));
            var step = Factory.Step();

            await fleet.SubmitAsync(step);
            var waited = await fleet.UntilAsync(StepStatus.Completed, step);

            Assert.InRange(waited, TimeSpan.FromSeconds(1), SimulatedFleet.ClaimInterval);
        });

    [Fact]
    public void A_full_pod_looks_again_when_a_place_frees() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        pod.Store.TellsChanges = false;
        var gate = pod.Routes.AddGate();
        await fleet.SubmitAsync([.. Factory.Steps(5)]);
        await pod.StartAsync();
        var first = await gate.Started.NextAsync(CancellationToken.None);
        await simulation.PassAsync(TimeSpan.FromSeconds(3));

        first.Complete();
        var waited = await simulation.UntilAsync(() => gate.Started.Waiting == 4);

        Assert.InRange(waited, TimeSpan.Zero, AtOnce);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_step_with_a_delay_starts_at_its_time(bool storeTells) => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        pod.Store.TellsChanges = storeTells;
        pod.Routes.AddEcho();
        await pod.StartAsync();
        var step = Factory.Step() with { Delay = TimeSpan.FromSeconds(7) };

        await pod.Engine.Submitter.SubmitAsync(step, CancellationToken.None);
        Assert.Equal(StepStatus.Scheduled, fleet.StatusOf(step));
        var waited = await fleet.UntilAsync(StepStatus.Completed, step);

        Assert.InRange(waited, TimeSpan.FromSeconds(6.9), TimeSpan.FromSeconds(7) + AtOnce);
    });

    [Fact]
    public void A_retry_starts_at_its_time_on_a_pod_that_nothing_else_wakes() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        pod.Store.TellsChanges = false;
        var gate = pod.Routes.AddGate();
        await pod.StartAsync();
        var step = Factory.Step();
        await pod.Engine.Submitter.SubmitAsync(step, CancellationToken.None);

        (await gate.Started.NextAsync(CancellationToken.None))
            .EndWith(TestKit.Handlers.Ends.Retry(delay: TimeSpan.FromSeconds(4)));
        var waited = await simulation.UntilAsync(() => gate.Started.Waiting == 1);

        Assert.InRange(waited, TimeSpan.FromSeconds(3.9), TimeSpan.FromSeconds(4) + AtOnce);
    });

    [Fact]
    public void A_step_that_is_not_started_in_time_expires_and_never_runs() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        var gate = pod.Routes.AddGate();
        await pod.StartAsync();
        await fleet.SubmitAsync([.. Factory.Steps(4)]);
        var step = Factory.Step() with { TimeToLive = TimeSpan.FromSeconds(5) };
        await fleet.SubmitAsync(step);

        var waited = await fleet.UntilAsync(StepStatus.Expired, step);
        (await gate.Started.NextAsync(CancellationToken.None)).Complete();
        await simulation.PassAsync(TimeSpan.FromSeconds(1));

        Assert.InRange(waited, TimeSpan.FromSeconds(4.9), TimeSpan.FromSeconds(5) + SimulatedFleet.RecoveryInterval);
        Assert.Equal(0, (await fleet.GetAsync(step)).Attempt);
    });

    [Fact]
    public void An_idle_pod_asks_the_store_for_steps_only_at_its_interval() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        pod.Store.TellsChanges = false;
        pod.Routes.AddEcho();
        await pod.StartAsync();

        await simulation.PassAsync(TimeSpan.FromMinutes(10));

        Assert.InRange(pod.Store.CountOf(StoreOperations.Claim), 20, 26);
    });

    [Fact]
    public void A_pod_that_lost_the_store_for_a_moment_claims_again_soon_after() =>
        FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = await fleet.StartAsync();
        var identity = pod.Identity;
        var step = Factory.Step();
        pod.LoseStore();
        await fleet.SubmitAsync(step);
        await simulation.PassAsync(TimeSpan.FromSeconds(2));

        pod.FindStore();
        var waited = await fleet.UntilAsync(StepStatus.Completed, step);

        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
        Assert.Equal(identity, pod.Identity);
    });
}
