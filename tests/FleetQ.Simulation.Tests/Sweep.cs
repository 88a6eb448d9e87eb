using System.Collections.Concurrent;
using System.Globalization;
using FleetQ.Simulation.Tests.Checking;
using FleetQ.Simulation.Tests.Fleet;
using FleetQ.TestKit.Stores;

namespace FleetQ.Simulation.Tests;

/// <summary>Runs many seeds, as many at once as there are processors, each on a thread of its own.</summary>
internal sealed class Sweep
{
    private readonly ConcurrentQueue<(int Seed, string Text)> violations = new();

    public SimulationTotals Totals { get; } = new();

    /// <summary>What was wrong, by seed.</summary>
    public IReadOnlyList<string> Violations =>
        [.. violations.OrderBy(static each => each.Seed).Select(static each => $"Seed {each.Seed}: {each.Text}")];

    /// <summary>The first seed that showed something wrong; null when none did.</summary>
    public int? FirstSeed => violations.IsEmpty ? null : violations.Min(static each => each.Seed);

    /// <summary>Runs seeds, on the reference model unless another store is opened for each, with its clock.</summary>
    public static Sweep Run(
        int seeds,
        Mutant mutant = Mutant.None,
        int first = 1,
        bool stopsAtFirst = false,
        Func<TimeProvider, StoreHandle>? open = null)
    {
        var sweep = new Sweep();
        if (ReadNumber("FLEETQ_SIM_SEED") is { } only && mutant is Mutant.None)
        {
            sweep.RunOne(only, mutant, open);
            return sweep;
        }

        var next = first - 1;
        void RunSome()
        {
            for (var seed = Interlocked.Increment(ref next);
                seed < first + seeds && !(stopsAtFirst && !sweep.violations.IsEmpty);
                seed = Interlocked.Increment(ref next))
            {
                sweep.RunOne(seed, mutant, open);
            }
        }

        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(RunSome)).ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        return sweep;
    }

    public static int? ReadNumber(string variable)
    {
        var text = Environment.GetEnvironmentVariable(variable);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private void RunOne(int seed, Mutant mutant, Func<TimeProvider, StoreHandle>? open)
    {
        FleetRun? run = null;
        string? violation;
        try
        {
            run = new FleetRun(seed, mutant, open);
            violation = run.Run();
        }
        catch (Exception failure)
        {
            violation = failure.ToString();
        }

        if (violation is not null)
        {
            violations.Enqueue((seed, $"{violation}\n  {run?.Plan}\n  {run?.Timings}"));
        }

        lock (Totals)
        {
            if (run is not null)
            {
                Totals.Add(run.Totals);
            }
        }
    }
}
