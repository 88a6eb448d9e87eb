using FleetQ.Engine.Membership;
using FleetQ.Engine.Model;
using FleetQ.Engine.Tests.Simulation;
using FleetQ.TestKit;
using FleetQ.TestKit.Handlers;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Claiming;

[Collection<OneSimulationAtATime>]
public sealed class ClaimOrderTests
{
    [Fact]
    public void A_pod_never_runs_more_steps_than_its_capacity() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        var gate = pod.Routes.AddGate();
        var steps = Factory.Steps(20).ToArray();
        await pod.StartAsync();

        await fleet.SubmitAsync(steps);
        for (var ended = 0; ended < steps.Length; ended++)
        {
            var held = await gate.Started.NextAsync(CancellationToken.None);
            await simulation.PassAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(Math.Min(4, steps.Length - ended), gate.Running);
            held.Complete();
        }

        await fleet.UntilAsync(StepStatus.Completed, steps);
        Assert.Equal(4, gate.RunningMax);
    });

    [Fact]
    public void A_task_type_s_own_limit_holds_while_other_types_take_the_rest() =>
        FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var pod = fleet.Add();
        var narrow = pod.Routes.AddGate("narrow", maxConcurrency: 1);
        var wide = pod.Routes.AddGate("wide");
        await pod.StartAsync();

        await fleet.SubmitAsync([.. Factory.Steps(6, "narrow"), .. Factory.Steps(6, "wide")]);
        await simulation.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal((1, 3), (narrow.Running, wide.Running));
    });

    [Fact]
    public void A_type_at_its_limit_is_looked_for_again_as_soon_as_its_place_frees() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var pod = fleet.Add();
            var narrow = pod.Routes.AddGate("narrow", maxConcurrency: 1);
            await pod.StartAsync();
            await fleet.SubmitAsync([.. Factory.Steps(2, "narrow")]);
            var first = await narrow.Started.NextAsync(CancellationToken.None);
            await simulation.PassAsync(TimeSpan.FromSeconds(3));

            first.Complete();
            var waited = await simulation.UntilAsync(() => narrow.Started.Waiting == 1);

            Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        });

    [Fact]
    public void Steps_submitted_while_the_pod_is_busy_run_by_priority_and_then_by_age() =>
        FleetSimulation.Run(async simulation =>
        {
            await using var fleet = new SimulatedFleet(simulation);
            var ran = new List<StepId>();
            var pod = fleet.Add(change: OneAtATime);
            var gate = pod.Routes.AddGate("busy");
            pod.Routes.Add("echo", (attempt, _) =>
            {
                ran.Add(attempt.Claim.Key.StepId);
                return Task.FromResult(Ends.Completed());
            });
            await pod.StartAsync();
            await fleet.SubmitAsync(Factory.Step("busy"));
            var busy = await gate.Started.NextAsync(CancellationToken.None);

            int[] priorities = [0, 10, 5, 10, -3, 5, int.MaxValue, int.MinValue];
            var steps = priorities.Select(static priority => Factory.Step(priority: priority)).ToArray();
            foreach (var step in steps)
            {
                await fleet.SubmitAsync(step);
            }

            busy.Complete();
            await fleet.UntilAsync(StepStatus.Completed, steps);

            int[] expected = [6, 1, 3, 2, 5, 0, 4, 7];
            Assert.Equal(expected.Select(index => steps[index].StepId), ran);
        });

    [Fact]
    public void Steps_of_types_that_no_plugin_handles_stay_and_hide_nothing() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        await fleet.StartAsync();
        var strange = Factory.Steps(50, "strange").Select(static step => step with { Priority = 9 }).ToArray();
        var known = Factory.Step();

        await fleet.SubmitAsync([.. strange, known]);
        var waited = await fleet.UntilAsync(StepStatus.Completed, known);

        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.All(strange, step => Assert.Equal(StepStatus.Pending, fleet.StatusOf(step)));
    });

    [Fact]
    public void Several_pods_run_each_step_once() => FleetSimulation.Run(async simulation =>
    {
        await using var fleet = new SimulatedFleet(simulation);
        var runs = new List<(StepId Step, string Pod)>();
        foreach (var name in new[] { "pod-a", "pod-b", "pod-c" })
        {
            var pod = fleet.Add(name);
            pod.Routes.Add("echo", async (attempt, cancellationToken) =>
            {
                runs.Add((attempt.Claim.Key.StepId, name));
                await Task.Delay(TimeSpan.FromMilliseconds(10), simulation.Time, cancellationToken);
                return Ends.Completed();
            });
            await pod.StartAsync();
        }

        var steps = Factory.Steps(300).ToArray();
        await fleet.SubmitAsync(steps);
        await fleet.UntilAsync(StepStatus.Completed, steps);

        Assert.Equal(300, runs.Select(static run => run.Step).Distinct().Count());
        Assert.Equal(300, runs.Count);
        Assert.Equal(3, runs.Select(static run => run.Pod).Distinct().Count());
    });

    private static EngineOptions OneAtATime(EngineOptions options) =>
        options with { Dispatching = options.Dispatching with { MaxParallelism = 1 } };
}
