namespace FleetQ.Benchmarks.Sqlite;

/// <summary>What FleetQ costs on SQLite beside the plainest loop on the same tables.</summary>
internal sealed class SqliteQuestion : IQuestion
{
    private const int Rounds = 5;
    private const int Connections = 64;
    private const int SubmitBatch = 1000;

    public string Name => "sqlite";

    public string Text =>
        "How many steps a second does one host process submit and run on SQLite, and how many does a hand-written loop "
        + "over Microsoft.Data.Sqlite on the same schema, with the same durability (WAL, synchronous = full)? "
        + $"The host runs `echo` from its plugin, {FleetRun.Parallelism} at once, and is fed over HTTP by a client on "
        + "the same machine; the loop needs no HTTP, does nothing with a step, and takes "
        + $"{FleetRun.Parallelism} steps a transaction.";

    public async Task<IReadOnlyList<Comparison>> AnswerAsync(
        Action<string> progress, CancellationToken cancellationToken)
    {
        List<Measurement> measurements =
        [
            new(
                new Comparison($"submit in batches of {SubmitBatch}", 100_000),
                (loop, steps) => loop.Submit(steps, SubmitBatch, "scheduled"),
                (fleet, steps) => fleet.SubmitBatchesAsync(steps, SubmitBatch, cancellationToken)),
            new(
                new Comparison($"submit one by one, {Connections} connections (loop: {Connections} a commit)", 20_000),
                (loop, steps) => loop.Submit(steps, Connections, "scheduled"),
                (fleet, steps) => fleet.SubmitSinglesAsync(steps, Connections, cancellationToken)),
            new(
                new Comparison($"claim {FleetRun.Parallelism} at a time (FleetQ: its store alone, in process)", 20_000),
                (loop, _) => loop.ClaimAll(FleetRun.Parallelism),
                (_, steps) => StoreRun.ClaimAsync(steps, FleetRun.Parallelism, cancellationToken))
            {
                Prepare = (loop, steps) => loop.Submit(steps, SubmitBatch, "pending"),
            },
            new(
                new Comparison("run what is stored", 100_000),
                (loop, _) => loop.Drain(FleetRun.Parallelism),
                (fleet, steps) => fleet.DrainAsync(steps, cancellationToken))
            {
                Prepare = (loop, steps) => loop.Submit(steps, SubmitBatch, "pending"),
            },
            new(
                new Comparison($"submit in batches of {SubmitBatch} and run", 100_000),
                (loop, steps) =>
                {
                    loop.Submit(steps, SubmitBatch, "pending");
                    loop.Drain(FleetRun.Parallelism);
                },
                (fleet, steps) => fleet.SubmitAndDrainAsync(steps, SubmitBatch, cancellationToken)),
        ];
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var measurement in measurements)
            {
                progress($"{Name}, round {round} of {Rounds}: {measurement.Comparison.Name}");
                await measurement.MeasureAsync(cancellationToken);
            }
        }

        return [.. measurements.Select(measurement => measurement.Comparison)];
    }
}
