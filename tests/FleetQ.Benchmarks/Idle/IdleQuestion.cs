using FleetQ.Benchmarks.Measuring;
using FleetQ.Benchmarks.Postgres;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Benchmarks.Idle;

/// <summary>What a fleet costs that has nothing to do.</summary>
internal sealed class IdleQuestion : IQuestion
{
    private const int FleetSize = 20;

    // In its first minute, the runtime still compiles what an idle pod repeats; that is done once.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(30);

    public string Name => "idle";

    public string Text =>
        $"What does an idle fleet cost? One pod's share of a core, and the statements a second of {FleetSize} pods on "
        + "PostgreSQL as pg_stat_statements counts them, transaction statements included. All settings are the "
        + $"defaults; {Rest.TotalSeconds:0} s after the start, over {Watched.TotalSeconds:0} s.";

    public async Task<Answer> AnswerAsync(BenchmarkRun run)
    {
        var answer = new Answer();
        var sqlite = AddProcessor(answer, "SQLite, one pod");
        List<Turn> turns =
        [
            new("SQLite", async () => sqlite.Add(await MeasureProcessorAsync(PodOptions.OnSqlite(10), run.Stopping))),
        ];
        if (BenchmarkServer.Absence is { } absence)
        {
            answer.LeaveOut("PostgreSQL", absence);
            await Turn.TakeAllAsync(Name, run, turns);
            return answer;
        }

        await using var server = await BenchmarkServer.StartAsync();
        var postgres = AddProcessor(answer, "PostgreSQL, one pod");
        var statements = answer.Add($"PostgreSQL, {FleetSize} pods", "statements/s");
        var many = answer.Add($"PostgreSQL, {FleetSize} pods, each", "% of a core", "cores are shared");
        answer.Expect($"PostgreSQL, {FleetSize} idle pods: statements a second", statements, null, atMost: 20);
        turns.Add(new Turn("PostgreSQL, one", async () =>
        {
            await using var database = await server.MakeDatabaseAsync(run.Stopping);
            postgres.Add(await MeasureProcessorAsync(PodOptions.On(database, 10), run.Stopping));
        }));
        turns.Add(new Turn($"PostgreSQL, {FleetSize}", () => MeasureFleetAsync(run, server, statements, many)));
        await Turn.TakeAllAsync(Name, run, turns);
        return answer;
    }

    private static Measure AddProcessor(Answer answer, string name)
    {
        var measure = answer.Add(name, "% of a core");
        answer.Expect($"{name}, idle: % of a core", measure, null, atMost: 1);
        return measure;
    }

    private static async Task<double> MeasureProcessorAsync(PodSettings settings, CancellationToken cancellationToken)
    {
        await using var fleet = new FleetInABox(settings);
        await fleet.StartPodsAsync(1, cancellationToken);
        await Task.Delay(Rest, TimeProvider.System, cancellationToken);
        return await ProcessorTime.MeasureAsync(fleet.Running, Watched, cancellationToken);
    }

    private static async Task MeasureFleetAsync(
        BenchmarkRun run, BenchmarkServer server, Measure statements, Measure many)
    {
        await using var database = await server.MakeDatabaseAsync(run.Stopping);
        await using var counter = await StatementCounter.StartAsync(database, run.Stopping);
        await using var fleet = new FleetInABox(PodOptions.On(database, 10));
        await fleet.StartPodsAsync(FleetSize, run.Stopping);
        await Task.Delay(Rest, TimeProvider.System, run.Stopping);
        await counter.ResetAsync(run.Stopping);
        var start = TimeProvider.System.GetTimestamp();
        many.Add(await ProcessorTime.MeasureAsync(fleet.Running, Watched, run.Stopping));
        var counted = await counter.ReadAsync(run.Stopping);
        statements.Add(counted.Sum(static one => one.Calls) / TimeProvider.System.GetElapsedTime(start).TotalSeconds);
        foreach (var (text, calls) in counted.Take(10))
        {
            run.Progress($"  {calls,6} {text}");
        }
    }
}
