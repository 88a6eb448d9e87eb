using FleetQ.Engine.Dispatching;
using FleetQ.Simulation.Tests.Checking;
using FleetQ.TestKit.Handlers;

namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>
/// What steps do: they take their time, fail, come back later, ignore their token, and the poisonous ones kill their
/// process.
/// </summary>
internal sealed class SimulatedHandler(SimulatedPod pod, Checker checker, FaultPlan plan)
{
    public const string TaskType = "work";
    public const string Poison = "poison";

    public async Task<AttemptResult> RunAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var chance = pod.Process.World.Chance;
        var execution = checker.OnStarted(pod, attempt.Claim, cancellationToken);
        try
        {
            var ignoresToken = plan.Is(0.03) && chance.NextDouble() < 0.03;
            var longest = chance.Next(plan.IsPeace ? 40 : 8) == 0 ? 20_000 : 800;
            await Task.Delay(
                TimeSpan.FromMilliseconds(chance.Next(longest)),
                pod.Clock,
                ignoresToken ? CancellationToken.None : cancellationToken);
            if (attempt.Claim.TaskType.Value == Poison)
            {
                pod.Process.Kill();
            }

            if (chance.Next(4) == 0)
            {
                attempt.OnProgress(0.5, "half");
            }

            return DrawEnd(attempt, chance);
        }
        finally
        {
            execution.HasReturned = true;
        }
    }

    /// <summary>The result of a completed attempt names its claim.</summary>
    public static string ResultOf(Attempt attempt) => $"\"{attempt.Claim.Key.StepId} {attempt.Claim.Key.Epoch}\"";

    private AttemptResult DrawEnd(Attempt attempt, Random chance) => (plan.IsPeace ? 1 : chance.NextDouble()) switch
    {
        < 0.06 => Ends.Retry(),
        < 0.09 => Ends.Snoozed(TimeSpan.FromMilliseconds(chance.Next(3_000))),
        < 0.10 => Ends.Failed(),
        < 0.11 => new AttemptResult { End = AttemptEnd.Released },
        _ => Ends.Completed(ResultOf(attempt)),
    };
}
