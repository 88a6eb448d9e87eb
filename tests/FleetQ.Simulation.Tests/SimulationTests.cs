using FleetQ.Simulation.Tests.Checking;
using FleetQ.Simulation.Tests.Fleet;

namespace FleetQ.Simulation.Tests;

/// <summary>
/// The engine in a world that seeds draw. FLEETQ_SIM_SEEDS sets how many, FLEETQ_SIM_SEED runs one alone and says what
/// it drew.
/// </summary>
public sealed class SimulationTests
{
    private const int SeedsByDefault = 5_000;
    private const int SeedsThatShowAll = 500;

    /// <summary>
    /// 5007 to 15848: the store's clock jumps while the answer of a claim is on its way; reconcile gave the claim back,
    /// and its step ran twice. 51494 and 65709: a pod that drained was told to end again, and left while its handlers
    /// ran.
    /// </summary>
    [Theory]
    [InlineData(5_007)]
    [InlineData(13_550)]
    [InlineData(14_265)]
    [InlineData(15_848)]
    [InlineData(51_494)]
    [InlineData(65_709)]
    public void A_seed_that_found_a_mistake_stays_good(int seed) =>
        Assert.Null(new FleetRun(seed, Mutant.None).Run());

    [Fact]
    public void Whatever_goes_wrong_every_acknowledged_step_ends_once_and_within_its_attempts()
    {
        var sweep = Sweep.Run(Sweep.ReadNumber("FLEETQ_SIM_SEEDS") ?? SeedsByDefault);

        TestContext.Current.TestOutputHelper?.WriteLine($"{sweep.Totals}");
        Assert.True(sweep.Violations.Count == 0, string.Join('\n', sweep.Violations.Take(10)));
        Assert.True(
            sweep.Totals[Happening.Seeds] < SeedsThatShowAll || sweep.Totals.FindMissing().Count == 0,
            $"These runs proved too little: there was no {string.Join(", no ", sweep.Totals.FindMissing())}.");
    }
}
