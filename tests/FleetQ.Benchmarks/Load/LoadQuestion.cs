using FleetQ.Benchmarks.Measuring;
using FleetQ.Benchmarks.Postgres;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Benchmarks.Load;

/// <summary>What too much work, and work that fails, do to a pod.</summary>
internal sealed class LoadQuestion : IQuestion
{
    private const int MeasuredSteps = 10_000;
    private const double NormalRate = 50;
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public string Name => "load";

    public string Text =>
        "What does a pod do at twice the rate that it can sustain, and after that at half of it? And how many attempts "
        + $"start a second after what all steps depend on was away for {Outage.TotalSeconds:0} s, beside those before?";

    public async Task<Answer> AnswerAsync(BenchmarkRun run)
    {
        var answer = new Answer();
        List<Turn> turns =
            [.. MakeTurns(run, answer, "SQLite", static () => Task.FromResult<BenchmarkDatabase?>(null))];
        if (BenchmarkServer.Absence is { } absence)
        {
            answer.LeaveOut("PostgreSQL", absence);
            await Turn.TakeAllAsync(Name, run, turns);
            return answer;
        }

        await using var server = await BenchmarkServer.StartAsync();
        turns.AddRange(MakeTurns(run, answer, "PostgreSQL", async () => await server.MakeDatabaseAsync(run.Stopping)));
        await Turn.TakeAllAsync(Name, run, turns);
        return answer;
    }

    private static IEnumerable<Turn> MakeTurns(
        BenchmarkRun run, Answer answer, string engine, Func<Task<BenchmarkDatabase?>> make)
    {
        var sustained = answer.Add($"{engine}, all that it can", "steps/s");
        var during = answer.Add($"{engine}, ended at twice that", "steps/s");
        var drain = answer.Add($"{engine}, until the backlog is gone, at half", "s");
        var offered = answer.Add($"{engine}, half, offered", "steps/s");
        var after = answer.Add($"{engine}, half, ended", "steps/s");
        answer.Expect($"{engine}: ended at twice the rate, over all that it can", during, sustained, atLeast: 0.7);
        answer.Expect($"{engine}: ended after the overload, over offered", after, offered, atLeast: 0.95);
        yield return new Turn($"{engine}, overload", async () =>
        {
            await using var database = await make();
            await using var fleet = new FleetInABox(OptionsOf(database));
            var pod = await fleet.StartPodAsync("pod-1", run.Stopping);
            var load = new OpenLoad(pod, static () => new StepBody("noop", new { number = 1 }));
            var rate = await MeasureRateAsync(pod, load, run.Stopping);
            sustained.Add(rate);
            during.Add(await MeasureEndsAsync(
                pod, () => load.SubmitAsync(2 * rate, Phase, run.Stopping), run.Stopping));
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping);
            var half = load.SubmitAsync(rate / 2, Limit, enough.Token);
            drain.Add(await MeasureDrainAsync(pod, (long)rate, run.Stopping));
            offered.Add(rate / 2);
            after.Add(await MeasureEndsAsync(
                pod, () => Task.Delay(Phase, TimeProvider.System, run.Stopping), run.Stopping));
            await enough.CancelAsync();
            await ((Task)half).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        yield return MakeHealing(run, answer, engine, make);
    }

    private static Turn MakeHealing(
        BenchmarkRun run, Answer answer, string engine, Func<Task<BenchmarkDatabase?>> make)
    {
        var before = answer.Add($"{engine}, attempts that start before the outage", "1/s");
        var away = answer.Add($"{engine}, the most in a second of the outage", "1/s");
        var healed = answer.Add($"{engine}, the most in a second after it", "1/s");
        answer.Expect(
            $"{engine}: the most starts in a second after an outage, over those in it", healed, away, atMost: 1.2);
        return new Turn($"{engine}, outage of a dependency", async () =>
        {
            await using var database = await make();
            await using var fleet = new FleetInABox(OptionsOf(database));
            var pod = await fleet.StartPodAsync("pod-1", run.Stopping);
            var outage = Path.Combine(fleet.Folder, "outage");
            var trace = Path.Combine(fleet.Folder, "trace");
            var load = new OpenLoad(
                pod, () => new StepBody("depends", new { outage, trace }) { MaxRetries = 50 });
            var submitting = load.SubmitAsync(NormalRate, Outage + (2 * Phase), run.Stopping);
            before.Add((await StartsAsync(trace, Phase, run.Stopping)).Average());
            await File.WriteAllTextAsync(outage, "", run.Stopping);
            away.Add((await StartsAsync(trace, Outage, run.Stopping)).Max());
            File.Delete(outage);
            healed.Add((await StartsAsync(trace, Phase, run.Stopping)).Max());
            await submitting;
        });
    }

    private static PodSettings OptionsOf(BenchmarkDatabase? database) =>
        database is null ? PodOptions.OnSqlite(20) : PodOptions.On(database, 20);

    private static async Task<double> MeasureRateAsync(
        HostProcess pod, OpenLoad load, CancellationToken cancellationToken)
    {
        // Once to warm up.
        await MeasureOnceAsync(pod, load, cancellationToken);
        return await MeasureOnceAsync(pod, load, cancellationToken);
    }

    private static async Task<double> MeasureOnceAsync(
        HostProcess pod, OpenLoad load, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        await load.SubmitAsync(MeasuredSteps, TimeSpan.FromSeconds(1), cancellationToken);
        await WaitForBacklogAsync(pod, 0, cancellationToken);
        return MeasuredSteps / TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds;
    }

    private static async Task<double> MeasureEndsAsync(
        HostProcess pod, Func<Task> during, CancellationToken cancellationToken)
    {
        var before = await CountAsync(pod, "completed", cancellationToken);
        var startedAt = TimeProvider.System.GetTimestamp();
        await during();
        var ended = await CountAsync(pod, "completed", cancellationToken) - before;
        return ended / TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds;
    }

    private static async Task<double> MeasureDrainAsync(
        HostProcess pod, long most, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        await WaitForBacklogAsync(pod, most, cancellationToken);
        return TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds;
    }

    private static Task WaitForBacklogAsync(HostProcess pod, long most, CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(
            "the backlog is gone",
            Limit,
            async () => await CountAsync(pod, "pending", cancellationToken)
                + await CountAsync(pod, "claimed", cancellationToken) <= most,
            cancellationToken);

    private static async Task<long> CountAsync(HostProcess pod, string status, CancellationToken cancellationToken) =>
        (await pod.Client.ReadQueueAsync(cancellationToken)).GetProperty(status).GetInt64();

    private static async Task<IReadOnlyList<double>> StartsAsync(
        string trace, TimeSpan time, CancellationToken cancellationToken)
    {
        var starts = new List<double>();
        var before = LengthOf(trace);
        for (var second = 0; second < time.TotalSeconds; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
            var now = LengthOf(trace);
            starts.Add(now - before);
            before = now;
        }

        return starts;
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
