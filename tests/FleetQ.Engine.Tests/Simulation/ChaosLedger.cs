using FleetQ.Engine.Model;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Simulation;

/// <summary>What a run of chaos did, and what must hold of it.</summary>
internal sealed class ChaosLedger
{
    private readonly Dictionary<StepId, List<int>> attempts = [];
    private readonly List<NewStep> acknowledged = [];

    /// <summary>The most that one pod ran at once, over its capacity; must stay 0.</summary>
    public int Overload { get; private set; }

    public IReadOnlyList<NewStep> Acknowledged => acknowledged;

    public void Acknowledge(NewStep step) => acknowledged.Add(step);

    public void Enter(Claim claim, int running, int capacity)
    {
        Overload = Math.Max(Overload, running - capacity);
        if (!attempts.TryGetValue(claim.Key.StepId, out var numbers))
        {
            attempts[claim.Key.StepId] = numbers = [];
        }

        numbers.Add(claim.Attempt);
    }

    public bool HaveAllEnded(SimulatedFleet fleet) =>
        acknowledged.TrueForAll(step => fleet.StatusOf(step).IsEnded());

    /// <summary>Checks what must hold in the end, whatever went wrong on the way.</summary>
    public void Check(SimulatedFleet fleet)
    {
        Assert.Equal(0, Overload);
        foreach (var step in acknowledged)
        {
            var row = fleet.Store.Peek(step.StepId);
            var ran = attempts.GetValueOrDefault(step.StepId, []);

            Assert.True(row.Status.IsEnded(), $"{step.StepId} is still {row.Status}.");
            Assert.InRange(row.Attempt, 0, step.MaxRetries + 1);
            Assert.All(ran, number => Assert.InRange(number, 1, step.MaxRetries + 1));
            if (row.Status is StepStatus.Completed)
            {
                Assert.Equal($"\"{step.StepId} {row.ClaimEpoch}\"", row.Result);
            }
        }
    }
}
