using System.Globalization;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Simulation;

/// <summary>
/// Many seeds of chaos. FLEETQ_CHAOS_RUNS sets how many runs each case makes. FLEETQ_CHAOS_SEED runs one seed alone,
/// which mostly, though not always, fails again: each case then repeats it.
/// </summary>
[Collection<OneSimulationAtATime>]
public sealed class ChaosTests
{
    private const int RunsByDefault = 10;

    [Theory]
    [InlineData(1_000)]
    [InlineData(2_000)]
    [InlineData(3_000)]
    [InlineData(4_000)]
    public void Whatever_goes_wrong_every_acknowledged_step_ends_once_and_within_its_attempts(int firstSeed)
    {
        var runs = ReadNumber("FLEETQ_CHAOS_RUNS") ?? RunsByDefault;
        var seeds = ReadNumber("FLEETQ_CHAOS_SEED") is { } only
            ? [.. Enumerable.Repeat(only, runs)]
            : Enumerable.Range(firstSeed, runs).ToArray();

        var totals = seeds.Aggregate(ChaosTotals.Zero, static (sum, seed) => sum + Run(seed));

        Assert.True(
            seeds.Length < RunsByDefault
            || (totals.Lost > 0 && totals.Fences > 0 && totals.Returned > 0 && totals.Reconciled > 0),
            $"These runs proved too little: {totals}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{totals}");
    }

    private static ChaosTotals Run(int seed)
    {
        var totals = ChaosTotals.Zero;
        try
        {
            FleetSimulation.Run(
                async simulation =>
                {
                    await using var run = new ChaosRun(simulation, seed);
                    totals = await run.RunAsync();
                },
                seed);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Seed {seed} failed.", failure);
        }

        return totals;
    }

    private static int? ReadNumber(string variable)
    {
        var text = Environment.GetEnvironmentVariable(variable);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
