using FleetQ.Engine.Model;
using FleetQ.Engine.Tests.Simulation;
using FleetQ.TestKit;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Reading;

[Collection<OneSimulationAtATime>]
public sealed class StepWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_reader_hears_of_an_end_that_its_own_pod_recorded_at_once() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        pod.Store.TellsChanges = false;
        var gate = pod.Routes.AddGate();
        var step = Factory.Step();
        await fleet.SubmitAsync(step);
        await pod.StartAsync();
        var wait = pod.Engine.StepWatch.WaitForEndAsync(step.StepId, Patience, CancellationToken.None);
        await simulation.PassAsync(TimeSpan.FromSeconds(2));
        Assert.False(wait.IsCompleted);

        (await gate.Started.NextAsync(CancellationToken.None)).Complete("1");
        var waited = await simulation.UntilAsync(() => wait.IsCompleted);

        Assert.Equal((StepStatus.Completed, "1"), ((await wait)!.Status, (await wait)!.Result));
        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
    });

    [Theory]
    [InlineData(true, 0.2)]
    [InlineData(false, 6)]
    public void A_reader_hears_of_an_end_on_another_pod(bool storeTells, double withinSeconds) =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            pod.Store.TellsChanges = storeTells;
            await pod.StartAsync();
            var step = Factory.Step();
            await fleet.SubmitAsync(step);
            var wait = pod.Engine.StepWatch.WaitForEndAsync(step.StepId, Patience, CancellationToken.None);
            await simulation.PassAsync(TimeSpan.FromSeconds(3));

            await fleet.Store.CancelAsync(step.StepId, null, CancellationToken.None);
            var waited = await simulation.UntilAsync(() => wait.IsCompleted);

            Assert.Equal(StepStatus.Cancelled, (await wait)!.Status);
            Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromSeconds(withinSeconds));
        });

    [Fact]
    public void However_many_wait_the_pod_looks_once_for_all_of_them() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        pod.Store.TellsChanges = false;
        await pod.StartAsync();
        var steps = Factory.Steps(200).ToArray();
        await fleet.SubmitAsync(steps);
        var waits = steps
            .SelectMany(static step => Enumerable.Repeat(step.StepId, 5))
            .Select(id => pod.Engine.StepWatch.WaitForEndAsync(id, Patience, CancellationToken.None))
            .ToList();

        await Task.WhenAll(waits);

        Assert.InRange(pod.Store.CountOf(StoreOperations.ListEnded), 1, 14);
        Assert.All(waits, static wait => Assert.Equal(StepStatus.Pending, wait.Result!.Status));
    });

    [Fact]
    public void Nobody_waits_nobody_looks() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = await fleet.StartAsync();
        await fleet.SubmitAsync([.. Factory.Steps(20)]);

        await simulation.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(0, pod.Store.CountOf(StoreOperations.ListEnded));
    });

    [Fact]
    public void A_reader_that_runs_out_of_patience_gets_the_step_as_it_is() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        await pod.StartAsync();
        var step = Factory.Step();
        await fleet.SubmitAsync(step);
        var started = simulation.Time.Passed;

        var read = await pod.Engine.StepWatch.WaitForEndAsync(
            step.StepId, TimeSpan.FromSeconds(3), CancellationToken.None);

        Assert.Equal(StepStatus.Pending, read!.Status);
        Assert.Equal(TimeSpan.FromSeconds(3), simulation.Time.Passed - started);
    });

    [Fact]
    public void A_step_that_is_not_there_or_has_ended_is_answered_at_once() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = await fleet.StartAsync();
        var step = Factory.Step();
        await fleet.SubmitAsync(step);
        await fleet.UntilAsync(StepStatus.Completed, step);
        var started = simulation.Time.Passed;

        var missing = await pod.Engine.StepWatch.WaitForEndAsync(Factory.StepId(), Patience, CancellationToken.None);
        var ended = await pod.Engine.StepWatch.WaitForEndAsync(step.StepId, Patience, CancellationToken.None);

        Assert.Null(missing);
        Assert.Equal(StepStatus.Completed, ended!.Status);
        Assert.Equal(started, simulation.Time.Passed);
    });

    [Fact]
    public void A_reader_that_goes_leaves_the_others_waiting() => FleetSimulation.Run(async simulation =>
    {
        using var gone = new CancellationTokenSource();
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        var gate = pod.Routes.AddGate();
        var step = Factory.Step();
        await fleet.SubmitAsync(step);
        await pod.StartAsync();
        var first = pod.Engine.StepWatch.WaitForEndAsync(step.StepId, Patience, gone.Token);
        var second = pod.Engine.StepWatch.WaitForEndAsync(step.StepId, Patience, CancellationToken.None);
        await simulation.PassAsync(TimeSpan.FromSeconds(1));

        Cancel(gone);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        (await gate.Started.NextAsync(CancellationToken.None)).Complete();
        var waited = await simulation.UntilAsync(() => second.IsCompleted);

        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
    });

    // At once: what goes over the thread pool comes back at a time that the simulation does not know.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();
}
