using FleetQ.Simulation.Tests.Checking;
using FleetQ.Simulation.Tests.Fleet;

namespace FleetQ.Simulation.Tests;

/// <summary>
/// The same fleets, faults and checker on real SQLite files, whose clock is the simulation's.
/// FLEETQ_SIM_SQLITE_SEEDS sets how many seeds.
/// </summary>
public sealed class SqliteSimulationTests
{
    private const int SeedsByDefault = 200;

    [Fact]
    public void The_SQLite_store_keeps_what_the_model_promises()
    {
        using var files = new SqliteFiles();

        var sweep = Sweep.Run(Sweep.ReadNumber("FLEETQ_SIM_SQLITE_SEEDS") ?? SeedsByDefault, open: files.Open);

        TestContext.Current.TestOutputHelper?.WriteLine($"{sweep.Totals}");
        Assert.True(sweep.Violations.Count == 0, string.Join('\n', sweep.Violations.Take(10)));
        Assert.True(
            sweep.Totals[Happening.Seeds] < SeedsByDefault || sweep.Totals.FindMissing().Count == 0,
            $"These runs proved too little: there was no {string.Join(", no ", sweep.Totals.FindMissing())}.");
    }

    [Fact]
    public void A_seed_repeats_its_run_exactly_on_SQLite()
    {
        using var files = new SqliteFiles();
        var first = new FleetRun(77, Mutant.None, files.Open);
        first.Run();
        var second = new FleetRun(77, Mutant.None, files.Open);
        second.Run();

        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal($"{first.Totals}", $"{second.Totals}");
    }

    [Theory]
    [InlineData(Mutant.NoReconcile)]
    [InlineData(Mutant.NoRecoveryFallback)]
    public void Without_a_cure_something_goes_wrong_on_SQLite_too(Mutant mutant)
    {
        using var files = new SqliteFiles();

        var sweep = Sweep.Run(200, mutant, stopsAtFirst: true, open: files.Open);

        Assert.NotNull(sweep.FirstSeed);
    }
}
