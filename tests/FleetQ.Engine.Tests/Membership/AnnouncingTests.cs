using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Engine.Tests.Simulation;
using FleetQ.TestKit;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Membership;

[Collection<OneSimulationAtATime>]
public sealed class AnnouncingTests
{
    [Fact]
    public void A_pod_that_got_a_new_handler_claims_its_steps_at_once_and_its_row_names_it() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = await fleet.StartAsync("pod-a");
            var incarnation = pod.Identity;
            var step = Factory.Step("new");
            await fleet.SubmitAsync(step);
            await simulation.PassAsync(2 * SimulatedFleet.Beat);
            Assert.Equal(StepStatus.Pending, fleet.StatusOf(step));

            pod.Routes.AddEcho("new");
            await pod.Engine.Pod.AnnounceAsync(CancellationToken.None);
            await fleet.UntilAsync(StepStatus.Completed, step);

            var row = Assert.Single(await fleet.Store.ListPodsAsync(CancellationToken.None));
            Assert.Contains("new", row.TaskTypes);
            Assert.Equal((incarnation, PodState.Active), (row.Identity, row.State));
        });

    [Fact]
    public void A_pod_that_is_cut_off_announces_nothing_and_tells_all_when_it_registers_anew() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = await fleet.StartAsync("pod-a");
            pod.LoseStore();
            await simulation.PassAsync(2 * SimulatedFleet.Threshold);
            Assert.Null(pod.Identity);

            pod.Routes.AddEcho("new");
            await pod.Engine.Pod.AnnounceAsync(CancellationToken.None);
            pod.FindStore();
            await simulation.PassAsync(2 * SimulatedFleet.Threshold);

            var row = Assert.Single(
                await fleet.Store.ListPodsAsync(CancellationToken.None), row => row.Identity == pod.Identity);
            Assert.Contains("new", row.TaskTypes);
        });

    [Fact]
    public void A_store_that_does_not_answer_leaves_the_announcement_to_be_repeated() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = await fleet.StartAsync("pod-a");
            pod.LoseStore();

            await Assert.ThrowsAsync<StoreUnavailableException>(
                () => pod.Engine.Pod.AnnounceAsync(CancellationToken.None));

            pod.FindStore();
            await pod.Engine.Pod.AnnounceAsync(CancellationToken.None);
        });
}
