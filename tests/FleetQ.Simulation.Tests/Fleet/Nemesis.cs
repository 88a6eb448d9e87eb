using FleetQ.Engine.Storage;
using FleetQ.Simulation.Tests.Checking;
using FleetQ.Simulation.Tests.World;

namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>Does to a fleet, about once a second, what its plan has odds for.</summary>
internal sealed class Nemesis(
    SimulatedWorld world,
    SimulatedStoreServer server,
    Supervisor supervisor,
    FaultPlan plan,
    SimulationTimings timings,
    Checker checker)
{
    public void Strike()
    {
        if (Draws(plan.Outages))
        {
            checker.Totals[Happening.Outages]++;
            server.Stop(plan.LongestOutage * world.Chance.NextDouble(), refuses: world.Chance.Next(2) == 0);
        }

        if (Draws(plan.ClockJumps))
        {
            server.Jump(TimeSpan.FromSeconds(80 * (world.Chance.NextDouble() - 0.5)));
        }

        if (Draws(plan.PausesOfAll))
        {
            var pause = DrawPause();
            foreach (var pod in supervisor.Pods)
            {
                Pause(pod, pause);
            }
        }

        StrikeOne(plan.Kills, pod =>
        {
            checker.Totals[Happening.Kills]++;
            pod.Process.Kill();
        });
        StrikeOne(plan.Pauses, pod => Pause(pod, DrawPause()));
        StrikeOne(plan.Cuts, pod => pod.Link.Cut(DrawPause(), refuses: world.Chance.Next(2) == 0));
        StrikeOne(plan.Starvations, Starve);
        StrikeOne(plan.Restarts, static pod => pod.Stop());
        StrikeOne(plan.Operators, Operate);
    }

    private bool Draws(double odds) => plan.Is(odds) && world.Chance.NextDouble() < odds;

    // The oldest is the leader, so it is chosen more often than chance would.
    private void StrikeOne(double odds, Action<SimulatedPod> strike)
    {
        var pods = supervisor.Pods;
        if (Draws(odds) && pods.Count > 0)
        {
            strike(world.Chance.Next(3) == 0 ? pods[0] : pods[world.Chance.Next(pods.Count)]);
        }
    }

    // Around the threshold, where it matters most.
    private TimeSpan DrawPause() => timings.Threshold * (2.5 * Math.Pow(world.Chance.NextDouble(), 2));

    private void Pause(SimulatedPod pod, TimeSpan time)
    {
        checker.Totals[Happening.Pauses]++;
        pod.Process.Pause(time);
    }

    private void Starve(SimulatedPod pod)
    {
        pod.Process.LagMax = TimeSpan.FromSeconds(2 * world.Chance.NextDouble());
        var until = world.Now + DrawPause();
        pod.Process.Touch(until + timings.Threshold);
        world.Schedule(server.Node, until - world.Now, _ => pod.Process.LagMax = TimeSpan.Zero, null);
    }

    private void Operate(SimulatedPod pod)
    {
        var steps = checker.Steps.Keys.ToList();
        if (steps.Count == 0 || !pod.IsServing)
        {
            return;
        }

        var stepId = steps[world.Chance.Next(steps.Count)];
        var cancels = world.Chance.Next(2) == 0;
        pod.Do(async () =>
        {
            try
            {
                await (cancels
                    ? pod.Engine.StepOperator.CancelAsync(stepId, "A test.", CancellationToken.None)
                    : pod.Engine.StepOperator.RetryAsync(stepId, CancellationToken.None));
            }
            catch (StoreUnavailableException)
            {
                // An operator would try again.
            }
        });
    }
}
