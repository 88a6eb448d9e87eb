using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>Judges what became of a load when all of it has ended.</summary>
internal static class LoadAudit
{
    // Timers and the store count with different clocks, of some milliseconds each.
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for the ends and asserts that each acknowledged step ended once, by its last claim.</summary>
    internal static async Task<IReadOnlyList<StepView>> PassAsync(
        FleetInABox fleet, Load load, IReadOnlyList<string> stepIds, CancellationToken cancellationToken)
    {
        await fleet.Running[0].WaitUntilReadyAsync(cancellationToken);
        var client = fleet.Running[0].Client;
        var steps = await client.WaitForEndsAsync(stepIds, TimeSpan.FromSeconds(90), cancellationToken);
        var epochs = await StoredSteps.ReadEpochsAsync(fleet.Store, cancellationToken);
        var effects = await File.ReadAllLinesAsync(load.EffectsPath, cancellationToken);
        Assert.Equal(stepIds.Order(StringComparer.Ordinal), epochs.Keys.Order(StringComparer.Ordinal));
        Assert.All(steps, step => AssertHistory(step, epochs[step.StepId]));
        AssertEffects(steps, effects);
        return steps;
    }

    private static void AssertHistory(StepView step, long epoch)
    {
        Assert.Equal("completed", step.Status);
        Assert.Equal("completed", step.Attempts[^1].Outcome);
        Assert.Equal(step.ClaimedBy, step.Attempts[^1].Pod);
        Assert.Equal(epoch, step.Attempts.Count);
        Assert.All(step.Attempts.SkipLast(1), attempt => Assert.True(attempt.Outcome is "lost" or "released"));
        foreach (var (one, next) in step.Attempts.Zip(step.Attempts.Skip(1)))
        {
            Assert.Equal(one.Number + (one.Outcome == "released" ? 0 : 1), next.Number);
            Assert.True(one.Ended <= next.Started, $"{step.StepId}: attempts {one.Number} and {next.Number} overlap.");
        }

        // An outcome of a lost claim would end a later attempt before its handler has slept enough.
        var last = step.Attempts[^1];
        var ranWhole = Load.HasEffect(step.StepId) || last.Ended - last.Started >= Load.Nap - Early;
        Assert.True(ranWhole, $"{step.StepId} ended too early.");
    }

    private static void AssertEffects(IReadOnlyList<StepView> steps, IReadOnlyList<string> effects)
    {
        var lines = effects.CountBy(line => line).ToDictionary();
        var expected = steps.Where(step => Load.HasEffect(step.StepId)).ToList();
        Assert.Equal(
            expected.Select(step => step.StepId).Order(StringComparer.Ordinal),
            lines.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, step => Assert.InRange(lines[step.StepId], 1, step.Attempts.Count));
    }
}
