using FleetQ.Benchmarks.Measuring;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Benchmarks.Load;

/// <summary>What a pod gathers over hours of even work.</summary>
internal sealed class SoakQuestion : IQuestion
{
    private const double Rate = 200;
    private static readonly TimeSpan Whole = TimeSpan.FromHours(8);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public string Name => "soak";

    public string Text =>
        $"What does a pod on SQLite gather at {Rate:0} steps a second? {Whole.TotalHours:0} hours times --scale; "
        + "growth by least squares over the later half.";

    public async Task<Answer> AnswerAsync(BenchmarkRun run)
    {
        var answer = new Answer();
        var memory = answer.Add("working set, growth", "MB/h");
        var threads = answer.Add("threads, growth", "1/h");
        var handles = answer.Add("open files and sockets, growth", "1/h");
        var log = answer.Add("write-ahead log, the most", "MB");
        answer.Expect("working set: growth, MB/h", memory, null, atMost: 1);
        answer.Expect("write-ahead log: the most, MB", log, null, atMost: 64);
        await Turn.TakeAllAsync(Name, run, [new Turn("SQLite", async () =>
        {
            var samples = await SampleAsync(run);
            memory.Add(PodSample.SlopeOf(samples, static sample => sample.MemoryMb));
            threads.Add(PodSample.SlopeOf(samples, static sample => sample.Threads));
            handles.Add(PodSample.SlopeOf(samples, static sample => sample.Handles));
            log.Add(samples.Max(static sample => sample.LogMb));
        })]);
        return answer;
    }

    private static async Task<IReadOnlyList<PodSample>> SampleAsync(BenchmarkRun run)
    {
        await using var fleet = new FleetInABox(PodOptions.OnSqlite(20));
        var pod = await fleet.StartPodAsync("pod-1", run.Stopping);
        var load = new OpenLoad(pod, static () => new StepBody("noop", new { number = 1 }));
        var submitting = load.SubmitAsync(Rate, Whole * run.Options.Scale, run.Stopping);
        var startedAt = TimeProvider.System.GetTimestamp();
        var samples = new List<PodSample>();
        while (!submitting.IsCompleted)
        {
            samples.Add(PodSample.Take(pod, fleet.DatabasePath, TimeProvider.System.GetElapsedTime(startedAt)));
            await Task.Delay(Pause, TimeProvider.System, run.Stopping);
        }

        await submitting;
        return samples;
    }
}
