using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>What the history of a step says.</summary>
internal static class StepAudit
{
    /// <summary>The step was completed by its first attempt.</summary>
    /// <remarks>
    /// A pod claims short steps ahead, and gives back those that wait for long, on a machine that stands still for a
    /// second for instance: such a claim stands in the history, and uses no attempt.
    /// </remarks>
    public static void AssertRanOnce(StepView step)
    {
        Assert.Equal(("completed", 1), (step.Attempts[^1].Outcome, step.Attempts[^1].Number));
        Assert.All(step.Attempts.SkipLast(1), static attempt => Assert.Equal("released", attempt.Outcome));
    }
}
