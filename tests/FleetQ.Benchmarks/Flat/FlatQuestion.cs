using FleetQ.Benchmarks.Measuring;
using FleetQ.Benchmarks.Postgres;

namespace FleetQ.Benchmarks.Flat;

/// <summary>Whether a claim's cost grows with anything but what it takes.</summary>
internal sealed class FlatQuestion : IQuestion
{
    private const int Claims = 200;
    private const double GrowthMax = 1.5;

    public string Name => "flat";

    public string Text =>
        $"What does a claim of {ClaimCost.Batch} steps cost, by FleetQ's store in this process, as the median of "
            + "the last "
        + "hundred of a round? After each claim the outcomes are recorded and as many steps are submitted again, "
        + "which is "
        + "not timed. With --scale the tables are as much smaller. The snapshot is held by another connection from "
        + "before the first claim of the round.";

    public async Task<Answer> AnswerAsync(BenchmarkRun run)
    {
        var answer = new Answer();
        await AskAsync(run, answer, "SQLite", size => SqliteFlatTable.MakeAsync(size, run.Stopping));
        if (BenchmarkServer.Absence is { } absence)
        {
            answer.LeaveOut("PostgreSQL", absence);
            return answer;
        }

        await using var server = await BenchmarkServer.StartAsync();
        await AskAsync(run, answer, "PostgreSQL", size => PostgresFlatTable.MakeAsync(server, size, run.Stopping));
        return answer;
    }

    private async Task AskAsync(
        BenchmarkRun run, Answer answer, string engine, Func<FlatSize, Task<IFlatTable>> makeAsync)
    {
        var asked = MakeSizes(run.Options).Where(size => run.Options.Includes($"{engine}, {size.Name}"));
        var measures = asked.ToDictionary(
            static size => size,
            size => answer.Add($"{engine}, {size.Name}", "ms", $"{ClaimCost.Batch} a claim, p50"));
        List<IFlatTable> tables = [];
        try
        {
            List<Turn> turns = [];
            foreach (var (size, measure) in measures)
            {
                run.Progress($"{Name}: {measure.Name} is filled");
                var table = await makeAsync(size);
                tables.Add(table);
                turns.Add(await MakeTurnAsync(run, table, size, measure));
            }

            Expect(answer, engine, [.. measures.Values]);
            await Turn.TakeAllAsync(Name, run, turns);
        }
        finally
        {
            foreach (var table in tables)
            {
                await table.DisposeAsync();
            }
        }
    }

    private static FlatSize[] MakeSizes(BenchmarkOptions options)
    {
        var finished = options.ScaleOf(10_000_000);
        var waiting = Math.Max(10_000, options.ScaleOf(1_000_000));
        var tenants = Math.Max(10, options.ScaleOf(10_000));
        var held = Math.Max(Claims, options.ScaleOf(2_000));
        return
        [
            new("1,000 waiting", 0, 1_000, 1, Claims),
            new($"1,000 waiting, {finished:N0} finished", finished, 1_000, 1, Claims),
            new($"{waiting:N0} waiting", 0, waiting, 1, Claims),
            new($"{waiting:N0} waiting, of {tenants:N0} tenants", 0, waiting, tenants, Claims),
            new($"1,000 waiting, an old snapshot held while {held * ClaimCost.Batch:N0} run", 0, 1_000, 1, held)
            {
                HoldsSnapshot = true,
            },
        ];
    }

    private static async Task<Turn> MakeTurnAsync(
        BenchmarkRun run, IFlatTable table, FlatSize size, Measure measure)
    {
        var cost = await ClaimCost.StartAsync(table, size, run.Stopping);
        return new Turn(measure.Name, async () =>
        {
            await using var snapshot = size.HoldsSnapshot ? await table.HoldSnapshotAsync(run.Stopping) : null;
            measure.Add(await cost.MeasureAsync());
        });
    }

    private static void Expect(Answer answer, string engine, Measure[] measures)
    {
        if (measures is not [var few, var history, var many, var tenants, var snapshot])
        {
            return;
        }

        answer.Expect($"{engine}: with history over without", history, few, atMost: GrowthMax);
        answer.Expect($"{engine}: many waiting over 1,000", many, few, atMost: GrowthMax);
        answer.Expect($"{engine}: many tenants over one", tenants, many, atMost: GrowthMax);
        answer.Expect($"{engine}: an old snapshot over none", snapshot, few, atMost: 3);
    }
}
