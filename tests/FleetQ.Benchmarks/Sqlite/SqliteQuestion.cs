using FleetQ.Benchmarks.Measuring;

namespace FleetQ.Benchmarks.Sqlite;

/// <summary>What FleetQ costs on SQLite beside the plainest loop on the same tables.</summary>
internal sealed class SqliteQuestion : IQuestion
{
    private const int Connections = 64;
    private const int SubmitBatch = 1000;
    private const int Together = 4;

    public string Name => "sqlite";

    public string Text =>
        "How many steps a second does one host process submit and run on SQLite, and how many does a hand-written loop "
        + "over Microsoft.Data.Sqlite on the same schema, with the same durability (WAL, synchronous = full)? "
        + $"The host runs `echo` from its plugin, {FleetRun.Parallelism} at once, and is fed over HTTP by a client on "
        + "the same machine; the loop needs no HTTP, does nothing with a step, and takes "
        + $"{FleetRun.Parallelism} steps a transaction. And what do {Together} host processes on one file run "
        + "together?";

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
        await Turn.TakeAllAsync(Name, run, [.. MakeTogetherTurns(run, answer)]);
        foreach (var one in measurements)
        {
            answer.Add(one.ReferenceRate);
            answer.Add(one.FleetRate);
            answer.Expect($"{one.Name}: over hand-written", one.FleetRate, one.ReferenceRate, one.AtLeast);
        }

        return answer;
    }

    private static IEnumerable<Turn> MakeTogetherTurns(BenchmarkRun run, Answer answer)
    {
        var steps = run.Options.Steps ?? 100_000;
        var errors = answer.Add($"errors that {Together} processes logged", "lines");
        var rates = new Dictionary<int, Measure>();
        foreach (var processes in (int[])[1, Together])
        {
            var name = $"run what appears at once, FleetQ, {processes} on one file";
            var rate = rates[processes] = answer.Add(name, "steps/s", $"{steps:N0} steps");
            yield return new Turn(name, async () =>
            {
                await using var fleet = new FleetRun();
                var elapsed = await fleet.DrainTogetherAsync(steps, processes, run.Stopping);
                rate.Add(steps / elapsed.TotalSeconds);
                if (processes > 1)
                {
                    errors.Add(fleet.ErrorsLogged);
                }
            });
        }

        answer.Expect($"{Together} processes on one file: over one", rates[Together], rates[1], atLeast: 0.8);
        answer.Expect($"{Together} processes on one file: errors logged", errors, null, atMost: 0);
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
