using FleetQ.Benchmarks.Measuring;

namespace FleetQ.Benchmarks.Sqlite;

/// <summary>What FleetQ costs on SQLite beside the plainest loop on the same tables.</summary>
internal sealed class SqliteQuestion : IQuestion
{
    private const int Connections = 64;
    private const int SubmitBatch = 1000;

    public string Name => "sqlite";

    public string Text =>
        "How many steps a second does one host process submit and run on SQLite, and how many does a hand-written loop "
        + "over Microsoft.Data.Sqlite on the same schema, with the same durability (WAL, synchronous = full)? "
        + $"The host runs `echo` from its plugin, {FleetRun.Parallelism} at once, and is fed over HTTP by a client on "
        + "the same machine; the loop needs no HTTP, does nothing with a step, and takes "
        + $"{FleetRun.Parallelism} steps a transaction.";

    public async Task<Answer> AnswerAsync(BenchmarkRun run)
    {
        var measurements = MakeMeasurements(run).Where(one => run.Options.Includes(one.Name)).ToList();
        for (var round = 1; round <= run.Options.Rounds; round++)
        {
            foreach (var measurement in measurements)
            {
                run.Progress($"{Name}, round {round} of {run.Options.Rounds}: {measurement.Name}");
                await measurement.MeasureAsync(run.Stopping);
            }
        }

        var answer = new Answer();
        foreach (var one in measurements)
        {
            answer.Add(one.ReferenceRate);
            answer.Add(one.FleetRate);
            answer.Expect($"{one.Name}: over hand-written", one.FleetRate, one.ReferenceRate, one.AtLeast);
        }

        return answer;
    }

    private static IEnumerable<Measurement> MakeMeasurements(BenchmarkRun run)
    {
        var many = run.Options.Steps ?? 100_000;
        var few = Math.Min(many, 20_000);
        yield return new(
            $"submit in batches of {SubmitBatch}",
            many,
            (loop, steps) => loop.Submit(steps, SubmitBatch, "scheduled"),
            (fleet, steps) => fleet.SubmitBatchesAsync(steps, SubmitBatch, run.Stopping));
        yield return new(
            $"submit one by one, {Connections} connections (loop: {Connections} a commit)",
            few,
            (loop, steps) => loop.Submit(steps, Connections, "scheduled"),
            (fleet, steps) => fleet.SubmitSinglesAsync(steps, Connections, run.Stopping));
        yield return new(
            $"claim {FleetRun.Parallelism} at a time (FleetQ: its store alone, in process)",
            few,
            (loop, _) => loop.ClaimAll(FleetRun.Parallelism),
            (_, steps) => StoreRun.ClaimAsync(steps, FleetRun.Parallelism, run.Stopping))
        {
            Prepare = Store,
        };
        yield return new(
            "run what is stored",
            many,
            (loop, _) => loop.Drain(FleetRun.Parallelism),
            (fleet, steps) => fleet.DrainAsync(steps, run.Stopping))
        {
            Prepare = Store,
            AtLeast = 0.7,
        };
        yield return new(
            $"submit in batches of {SubmitBatch} and run",
            many,
            (loop, steps) =>
            {
                Store(loop, steps);
                loop.Drain(FleetRun.Parallelism);
            },
            (fleet, steps) => fleet.SubmitAndDrainAsync(steps, SubmitBatch, run.Stopping))
        {
            AtLeast = 0.7,
        };
    }

    private static void Store(ReferenceLoop loop, int steps) => loop.Submit(steps, SubmitBatch, "pending");
}
