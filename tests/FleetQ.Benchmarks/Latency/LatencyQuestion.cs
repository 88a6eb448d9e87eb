using FleetQ.Benchmarks.Measuring;
using FleetQ.Benchmarks.Postgres;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Benchmarks.Latency;

/// <summary>How soon a step starts that comes into an idle queue.</summary>
internal sealed class LatencyQuestion : IQuestion
{
    private const int Steps = 500;

    public string Name => "latency";

    public string Text =>
        "How long is it from the answer of a submit to the entry of the step's handler, when the queue is idle? "
            + "One step "
        + "at a time, with random pauses. Local: the pod that was asked runs the step. Other: the pod that was "
        + "asked has "
        + "no plugins, another pod runs it. The yard on PostgreSQL is two round trips that each commit a row; a round "
        + "trip that touches nothing stands beside it. A handler may be entered before the answer is read: then "
        + "the time "
        + "is below zero.";

    public async Task<Answer> AnswerAsync(BenchmarkRun run)
    {
        var answer = new Answer();
        List<Turn> turns = [MakeSqliteTurn(run, answer, isLocal: true), MakeSqliteTurn(run, answer, isLocal: false)];
        if (BenchmarkServer.Absence is { } absence)
        {
            answer.LeaveOut("PostgreSQL", absence);
            await Turn.TakeAllAsync(Name, run, turns);
            return answer;
        }

        await using var server = await BenchmarkServer.StartAsync();
        var write = answer.Add("PostgreSQL, two round trips that commit, p50", "ms");
        var read = answer.Add("PostgreSQL, two round trips that touch nothing, p50", "ms");
        turns.Add(new Turn("PostgreSQL, round trips", async () =>
        {
            await using var database = await server.MakeDatabaseAsync(run.Stopping);
            write.Add(2 * await RoundTrips.MeasureWriteAsync(database, run.Stopping));
            read.Add(2 * await RoundTrips.MeasureReadAsync(database, run.Stopping));
        }));
        foreach (var isLocal in (bool[])[true, false])
        {
            turns.Add(MakePostgresTurn(run, answer, server, write, isLocal));
        }

        await Turn.TakeAllAsync(Name, run, turns);
        return answer;
    }

    private static Turn MakeSqliteTurn(BenchmarkRun run, Answer answer, bool isLocal)
    {
        var name = $"SQLite, {PlaceOf(isLocal)}";
        var rows = LatencyProbe.AddTo(answer, name);
        answer.Expect($"{name}: p50, ms", rows[0], null, atMost: isLocal ? 2 : 10);
        return new Turn(name, () => MeasureAsync(run, PodOptions.OnSqlite(10), rows, isLocal));
    }

    private static Turn MakePostgresTurn(
        BenchmarkRun run, Answer answer, BenchmarkServer server, Measure roundTrips, bool isLocal)
    {
        var name = $"PostgreSQL, {PlaceOf(isLocal)}";
        var rows = LatencyProbe.AddTo(answer, name);
        answer.Expect($"{name}: p50 over two round trips that commit", rows[0], roundTrips, atMost: 1);
        answer.Expect($"{name}: p99, ms", rows[1], null, atMost: 20);
        return new Turn(name, async () =>
        {
            await using var database = await server.MakeDatabaseAsync(run.Stopping);
            await MeasureAsync(run, PodOptions.On(database, 10), rows, isLocal);
        });
    }

    private static async Task MeasureAsync(BenchmarkRun run, PodSettings settings, Measure[] rows, bool isLocal)
    {
        await using var fleet = new FleetInABox(settings);
        var pod = isLocal
            ? await fleet.StartPodAsync("pod-1", run.Stopping)
            : await StartPairAsync(fleet, settings, run.Stopping);
        var steps = Math.Min(run.Options.Steps ?? Steps, Steps);
        var (fromAnswer, _) = await new LatencyProbe(pod, run.Stopping).MeasureAsync(steps);
        rows[0].Add(Spread.Quantile(fromAnswer, 0.5));
        rows[1].Add(Spread.Quantile(fromAnswer, 0.99));
    }

    // The pod that is asked has no handler, so only the other can run the step.
    private static async Task<HostProcess> StartPairAsync(
        FleetInABox fleet, PodSettings settings, CancellationToken cancellationToken)
    {
        await fleet.StartPodAsync("pod-2", cancellationToken);
        var empty = Directory.CreateDirectory(Path.Combine(fleet.Folder, "no-plugins")).FullName;
        var others = new Dictionary<string, string?>(settings.Others) { ["PLUGINS_DIR"] = empty };
        var asked = fleet.Launch("pod-1", settings with { Others = others });
        await asked.WaitUntilReadyAsync(cancellationToken);
        return asked;
    }

    private static string PlaceOf(bool isLocal) => isLocal ? "local pod" : "other pod";
}
