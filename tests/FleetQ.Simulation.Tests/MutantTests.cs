using FleetQ.Simulation.Tests.Checking;

namespace FleetQ.Simulation.Tests;

/// <summary>
/// Each cure is needed, and the checker has teeth: without it, something goes wrong within so many seeds.
/// </summary>
public sealed class MutantTests
{
    [Theory]
    [InlineData(Mutant.OutcomesWithoutEpoch, 2_000)]
    [InlineData(Mutant.RecoveryWithoutCompareAndSet, 2_000)]
    [InlineData(Mutant.NoReconcile, 200)]
    [InlineData(Mutant.NoRecoveryFallback, 200)]
    [InlineData(Mutant.AttemptsCountedAtTheEnd, 100)]
    [InlineData(Mutant.SubmitsWithoutKey, 100)]
    [InlineData(Mutant.JournalIsTheOnlyCopy, 1_000)]
    [InlineData(Mutant.DeathByAge, 200)]
    [InlineData(Mutant.NoSelfFence, 500)]
    [InlineData(Mutant.EvictedPodsClaim, 500)]
    [InlineData(Mutant.BeatsRevive, 2_000)]
    public void Without_a_cure_something_goes_wrong(Mutant mutant, int seedsMax)
    {
        var sweep = Sweep.Run(seedsMax, mutant, stopsAtFirst: true);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{mutant}: {sweep.Totals[Happening.Seeds]} seeds. {string.Join('\n', sweep.Violations)}");
        Assert.NotNull(sweep.FirstSeed);
    }
}
