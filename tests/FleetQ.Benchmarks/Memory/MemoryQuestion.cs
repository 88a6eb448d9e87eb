using System.Diagnostics;
using FleetQ.Benchmarks.Measuring;
using FleetQ.Benchmarks.Postgres;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Benchmarks.Memory;

/// <summary>What a pod needs of memory and of time to start.</summary>
internal sealed class MemoryQuestion : IQuestion
{
    private const int HeldSteps = 10_000;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public string Name => "memory";

    public string Text =>
        "What is a pod's working set at rest, with the three sample plugins and the benchmark's own? How long is "
            + "it from "
        + "the start of the process to the entry of the handler of a step that waited in the store? And by how "
        + "much does "
        + $"the working set of a pod grow for each of {HeldSteps:N0} steps that run at once (they wait, args of 11 "
        + "bytes; "
        + "what the runtime keeps for itself counts too)?";

    public async Task<Answer> AnswerAsync(BenchmarkRun run)
    {
        var answer = new Answer();
        List<Turn> turns = [MakeTurn(run, answer, "SQLite", static () => Task.FromResult<BenchmarkDatabase?>(null))];
        if (BenchmarkServer.Absence is { } absence)
        {
            answer.LeaveOut("PostgreSQL", absence);
            await Turn.TakeAllAsync(Name, run, turns);
            return answer;
        }

        await using var server = await BenchmarkServer.StartAsync();
        turns.Add(MakeTurn(run, answer, "PostgreSQL", async () => await server.MakeDatabaseAsync(run.Stopping)));
        await Turn.TakeAllAsync(Name, run, turns);
        return answer;
    }

    private static Turn MakeTurn(BenchmarkRun run, Answer answer, string engine, Func<Task<BenchmarkDatabase?>> make)
    {
        var rest = answer.Add($"{engine}, at rest", "MB");
        var start = answer.Add($"{engine}, start to first handler", "s");
        var held = answer.Add($"{engine}, a step that runs", "bytes");
        answer.Expect($"{engine}: working set at rest, MB", rest, null, atMost: 150);
        answer.Expect($"{engine}: start to first handler, s", start, null, atMost: 1.5);
        answer.Expect($"{engine}: growth for a step that runs, bytes", held, null, atMost: 1024);
        return new Turn(engine, async () =>
        {
            await using var database = await make();
            var settings = database is null
                ? PodOptions.OnSqlite(HeldSteps)
                : PodOptions.On(database, HeldSteps);
            await using var fleet = new FleetInABox(settings);
            start.Add(await MeasureStartAsync(fleet, settings, run.Stopping));
            var pod = fleet.Running[^1];
            await Task.Delay(Rest, TimeProvider.System, run.Stopping);
            var before = ReadWorkingSet(pod);
            rest.Add(before / (double)(1 << 20));
            await HoldAsync(pod, run.Stopping);
            held.Add((ReadWorkingSet(pod) - before) / (double)HeldSteps);
        });
    }

    private static async Task<double> MeasureStartAsync(
        FleetInABox fleet, PodSettings settings, CancellationToken cancellationToken)
    {
        var empty = Directory.CreateDirectory(Path.Combine(fleet.Folder, "no-plugins")).FullName;
        var others = new Dictionary<string, string?>(settings.Others) { ["PLUGINS_DIR"] = empty };
        var first = fleet.Launch("pod-1", settings with { Others = others });
        await first.WaitUntilReadyAsync(cancellationToken);
        var id = await first.Client.SubmitAsync(new StepBody("stamp", new { number = 1 }), cancellationToken);
        await first.TerminateAsync(cancellationToken);

        var start = TimeProvider.System.GetTimestamp();
        var pod = await fleet.StartPodAsync("pod-2", cancellationToken);
        var step = await pod.Client.WaitForEndAsync(id, Limit, cancellationToken);
        var entered = step.Result!.Value.EnumerateObject().First().Value.GetInt64();
        return TimeProvider.System.GetElapsedTime(start, entered).TotalSeconds;
    }

    private static async Task HoldAsync(HostProcess pod, CancellationToken cancellationToken)
    {
        const int Batch = 1000;
        var step = StepBody.Sleep(TimeSpan.FromMinutes(10));
        for (var left = HeldSteps; left > 0; left -= Batch)
        {
            await pod.Client.SubmitBatchAsync(Enumerable.Repeat(step, Batch), cancellationToken);
        }

        await Eventually.HoldsAsync(
            "all steps run",
            Limit,
            async () => (await pod.Client.ReadQueueAsync(cancellationToken)).GetProperty("claimed").GetInt64()
                >= HeldSteps,
            cancellationToken);
    }

    private static long ReadWorkingSet(HostProcess pod)
    {
        using var process = Process.GetProcessById(pod.ProcessId);
        return process.WorkingSet64;
    }
}
