using FleetQ.Engine.Model;
using FleetQ.Engine.Tests.Simulation;
using FleetQ.TestKit;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Recovery;

[Collection<OneSimulationAtATime>]
public sealed class RecoveryTests
{
    [Fact]
    public void The_steps_of_a_pod_that_dies_run_on_another_pod_after_the_threshold() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var step = Factory.Step();
            var died = await StartHoldingAsync(fleet, step);
            await fleet.StartAsync("pod-b");
            await simulation.PassAsync(3 * SimulatedFleet.Beat);

            died.Die();
            var waited = await fleet.UntilAsync(StepStatus.Completed, step);

            var row = await fleet.GetAsync(step);
            var atMost = SimulatedFleet.Threshold + (2 * SimulatedFleet.RecoveryInterval) + (2 * SimulatedFleet.Beat);
            Assert.InRange(waited, SimulatedFleet.Threshold - SimulatedFleet.Beat, atMost);
            Assert.Equal(("pod-b", 2, 1), (row.ClaimedBy, row.Attempt, row.Losses));
        });

    [Theory]
    [InlineData(0, StepStatus.Failed, 1)]
    [InlineData(1, StepStatus.Completed, 2)]
    public void An_orphan_runs_again_only_while_retries_are_left(int maxRetries, StepStatus end, int attempts) =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var step = Factory.Step(maxRetries: maxRetries);
            var died = await StartHoldingAsync(fleet, step);
            await fleet.StartAsync("pod-b");

            died.Die();
            await fleet.UntilAsync(end, step);

            Assert.Equal(attempts, (await fleet.GetAsync(step)).Attempt);
        });

    [Fact]
    public void A_step_that_kills_its_pod_each_time_fails_and_harms_no_neighbour() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var deadly = Factory.Step("deadly", maxRetries: 2);
            var neighbours = Factory.Steps(6).ToArray();
            await fleet.SubmitAsync([deadly, .. neighbours]);
            var companions = new List<int>();

            for (var i = 0; i < 5; i++)
            {
                var pod = fleet.Add($"pod-{i}");
                var running = 0;
                pod.Routes.Add("deadly", (_, _) =>
                {
                    companions.Add(running);
                    pod.Die();
                    return new TaskCompletionSource<Engine.Dispatching.AttemptResult>().Task;
                });
                pod.Routes.Add("echo", async (_, cancellationToken) =>
                {
                    running++;
                    await Task.Delay(TimeSpan.FromSeconds(3), simulation.Time, cancellationToken);
                    running--;
                    return TestKit.Handlers.Ends.Completed();
                });
                await pod.StartAsync();
                await simulation.PassAsync(TimeSpan.FromSeconds(1));
            }

            await fleet.UntilAsync(StepStatus.Failed, deadly);
            await fleet.UntilAsync(StepStatus.Completed, neighbours);

            var row = await fleet.GetAsync(deadly);
            Assert.Equal((3, 3, "pod_lost"), (row.Attempt, row.Losses, row.Error!.Type));
            Assert.Equal([0, 0], companions[1..]);
            Assert.All(neighbours, step => Assert.InRange(fleet.Store.Peek(step.StepId).Losses, 0, 1));
        });

    [Fact]
    public void An_outage_of_the_store_kills_nobody() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pods = new List<SimulatedPod>();
        foreach (var name in new[] { "pod-a", "pod-b", "pod-c" })
        {
            pods.Add(await fleet.StartAsync(name));
            await simulation.PassAsync(TimeSpan.FromMilliseconds(300));
        }

        await simulation.PassAsync(2 * SimulatedFleet.Threshold);
        pods.ForEach(static pod => pod.LoseStore());
        await simulation.PassAsync(3 * SimulatedFleet.Threshold);
        pods.ForEach(static pod => pod.FindStore());
        await simulation.PassAsync(3 * SimulatedFleet.Threshold);

        // Each pod fenced itself and came back by itself; no pod was put out by another.
        Assert.Equal(0, pods.Sum(static pod => pod.Store.CountOf(StoreOperations.Evict)));
        Assert.All(pods, static pod => Assert.Equal(1, pod.Engine.Metrics.Fences.Total));
    });

    [Fact]
    public void A_short_outage_of_the_store_is_not_even_noticed() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var step = Factory.Step();
        var pod = fleet.Add();
        var gate = pod.Routes.AddGate();
        await fleet.SubmitAsync(step);
        await pod.StartAsync();
        var held = await gate.Started.NextAsync(CancellationToken.None);
        await fleet.StartAsync("pod-b");

        pod.LoseStore();
        await simulation.PassAsync(3 * SimulatedFleet.Beat);
        pod.FindStore();
        await simulation.PassAsync(3 * SimulatedFleet.Threshold);
        held.Complete();
        await fleet.UntilAsync(StepStatus.Completed, step);

        Assert.Equal((1, 0L), ((await fleet.GetAsync(step)).Attempt, pod.Engine.Metrics.Fences.Total));
    });

    [Fact]
    public void The_outage_of_the_watching_leader_alone_kills_nobody_else() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var leader = await fleet.StartAsync();
        var others = new[] { await fleet.StartAsync("pod-b"), await fleet.StartAsync("pod-c") };
        var identities = others.Select(static pod => pod.Identity).ToList();
        await simulation.PassAsync(2 * SimulatedFleet.Threshold);

        for (var i = 0; i < 5; i++)
        {
            leader.LoseStore();
            await simulation.PassAsync(SimulatedFleet.Threshold - SimulatedFleet.Beat);
            leader.FindStore();
            await simulation.PassAsync(SimulatedFleet.Threshold);
        }

        Assert.Equal(identities, others.Select(static pod => pod.Identity));
    });

    [Fact]
    public void When_the_leader_s_recovery_hangs_another_pod_recovers() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var leader = await fleet.StartAsync();
        await simulation.PassAsync(SimulatedFleet.RecoveryInterval);
        var step = Factory.Step("slow");
        var died = await StartHoldingAsync(fleet, step, "pod-b", "slow");
        var third = fleet.Add("pod-c");
        third.Routes.AddEcho("slow");
        await third.StartAsync();
        var never = new TaskCompletionSource();
        leader.Store.FaultOf = operation =>
            operation.StartsWith("recovery/", StringComparison.Ordinal) ? StoreFault.Held(never.Task) : null;

        died.Die();
        await fleet.UntilAsync(StepStatus.Completed, step);

        Assert.True(third.Engine.FleetView.IsLeader(leader.Identity!), "The leader lives and leads all the while.");
        Assert.True(third.Engine.Metrics.Passes.Total > 0);
        Assert.Equal(0, leader.Engine.Metrics.Fences.Total);
        never.SetResult();
    });

    [Fact]
    public void Two_pods_that_recover_at_once_return_each_step_once() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var steps = await OrphanAsync(fleet, 1_201);
        var first = fleet.Add("pod-b");
        var second = fleet.Add("pod-c");
        first.Store.FaultOf = static _ => StoreFault.Late(TimeSpan.FromMilliseconds(7));
        second.Store.FaultOf = static _ => StoreFault.Late(TimeSpan.FromMilliseconds(5));

        var reports = await Task.WhenAll(
            first.Engine.Recovery.TryRunAsync(isDryRun: false, CancellationToken.None),
            second.Engine.Recovery.TryRunAsync(isDryRun: false, CancellationToken.None));

        Assert.Equal(steps.Length, reports.Sum(static report => report!.Returned));
        Assert.All(steps, step => Assert.Equal(
            (StepStatus.Pending, 1, 1),
            (fleet.StatusOf(step), fleet.Store.Peek(step.StepId).Losses, fleet.Store.Peek(step.StepId).Attempt)));
    });

    [Fact]
    public void A_second_pass_over_the_same_orphans_changes_nothing() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        await OrphanAsync(fleet, 3);
        var pod = fleet.Add("pod-b");

        var first = await pod.Engine.Recovery.TryRunAsync(isDryRun: false, CancellationToken.None);
        var second = await pod.Engine.Recovery.TryRunAsync(isDryRun: false, CancellationToken.None);

        Assert.Equal((3, 3, 0), (first!.Orphans, first.Returned, second!.Orphans));
    });

    [Fact]
    public void A_pass_that_breaks_off_is_finished_by_the_next() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var steps = await OrphanAsync(fleet, 1_201);
        var pod = fleet.Add("pod-b");
        pod.Store.FailNext(StoreOperations.Return, StoreFault.After);

        await Assert.ThrowsAsync<Engine.Storage.StoreUnavailableException>(
            () => pod.Engine.Recovery.TryRunAsync(isDryRun: false, CancellationToken.None));
        var next = await pod.Engine.Recovery.TryRunAsync(isDryRun: false, CancellationToken.None);

        Assert.Equal(701, next!.Returned);
        Assert.All(steps, step => Assert.Equal(1, fleet.Store.Peek(step.StepId).Losses));
    });

    [Fact]
    public void A_dry_run_tells_what_would_be_done_and_does_nothing() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var mortal = Factory.Step(maxRetries: 0);
        var step = Factory.Step();
        var died = await StartHoldingAsync(fleet, step, steps: mortal);
        var pod = await fleet.StartAsync("pod-b", static options => options with
        {
            Recovery = options.Recovery with
            {
                Interval = TimeSpan.FromHours(2),
                DeadPodThreshold = SimulatedFleet.Threshold,
            },
        });
        await simulation.PassAsync(SimulatedFleet.Beat);
        var name = died.Identity!.PodId;
        died.Die();
        await simulation.PassAsync(2 * SimulatedFleet.Threshold);

        var report = await pod.Engine.Recovery.TryRunAsync(isDryRun: true, CancellationToken.None);

        Assert.Equal((2, 1, 1), (report!.Orphans, report.Returned, report.Failed));
        Assert.Equal([name], report.DeadPods);
        Assert.Equal([mortal.StepId], report.FailedSteps);
        Assert.Equal((StepStatus.Claimed, StepStatus.Claimed), (fleet.StatusOf(step), fleet.StatusOf(mortal)));
    });

    [Fact]
    public void One_cycle_runs_at_a_time_in_a_pod() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        pod.Store.FaultOf = static _ => StoreFault.Late(TimeSpan.FromSeconds(1));

        var first = pod.Engine.Recovery.TryRunAsync(isDryRun: false, CancellationToken.None);
        var second = await pod.Engine.Recovery.TryRunAsync(isDryRun: false, CancellationToken.None);

        Assert.Null(second);
        Assert.NotNull(await first);
    });

    [Fact]
    public void Ended_steps_and_rows_of_pods_that_left_are_deleted_when_their_time_is_over() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var gone = fleet.Add("gone");
            await gone.StartAsync();
            await gone.Engine.Pod.StopAsync(CancellationToken.None);
            await fleet.StartAsync(change: static options => options with
            {
                Recovery = options.Recovery with
                {
                    Retention = new Retention(TimeSpan.FromMinutes(1), null, null),
                    PodHistory = TimeSpan.FromMinutes(2),
                },
            });
            var completed = Factory.Step();
            var cancelled = Factory.Step("strange");
            await fleet.SubmitAsync(completed, cancelled);
            await fleet.Store.CancelAsync(cancelled.StepId, null, CancellationToken.None);
            await fleet.UntilAsync(StepStatus.Completed, completed);

            await simulation.PassAsync(TimeSpan.FromMinutes(3));

            Assert.Null(await fleet.Store.FindStepAsync(completed.StepId, CancellationToken.None));
            Assert.NotNull(await fleet.Store.FindStepAsync(cancelled.StepId, CancellationToken.None));
            Assert.Single(await fleet.Store.ListPodsAsync(CancellationToken.None));
        });

    private static async Task<SimulatedPod> StartHoldingAsync(
        SimulatedFleet fleet, NewStep step, string name = "pod-a", string type = "echo", params NewStep[] steps)
    {
        var pod = fleet.Add(name);
        var gate = pod.Routes.AddGate(type);
        await fleet.SubmitAsync([step, .. steps]);
        await pod.StartAsync();
        await gate.Started.NextAsync(1 + steps.Length, CancellationToken.None);
        return pod;
    }

    private static async Task<NewStep[]> OrphanAsync(SimulatedFleet fleet, int count)
    {
        var gone = Factory.Identity("gone");
        var steps = Factory.Steps(count).ToArray();
        await fleet.SubmitAsync(steps);
        await fleet.Store.RegisterAsync(Factory.Registration(gone), CancellationToken.None);
        await fleet.Store.ClaimAsync(Factory.ClaimRequest(gone, count), CancellationToken.None);
        await fleet.Store.LeaveAsync(gone, CancellationToken.None);
        return steps;
    }
}
