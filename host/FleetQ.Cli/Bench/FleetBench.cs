using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using FleetQ.Client;

namespace FleetQ.Cli.Bench;

/// <summary>Submits echo steps and follows them to their ends.</summary>
internal sealed class FleetBench(FleetQClient client, TimeProvider time, Random random)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly string tag = string.Create(CultureInfo.InvariantCulture, $"bench-{random.NextInt64(1L << 40):x}");

    public async Task<BenchReport> RunAsync(
        int steps, int callers, int batch, CancellationToken cancellationToken)
    {
        var ends = new ConcurrentBag<double>();
        var start = time.GetTimestamp();
        var last = "";
        await Parallel.ForAsync(
            0,
            (steps + batch - 1) / batch,
            new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = cancellationToken },
            async (number, token) =>
            {
                var asked = time.GetTimestamp();
                var part = Math.Min(batch, steps - (number * batch));
                last = await SubmitAsync(part, token);
                ends.Add(time.GetElapsedTime(asked).TotalMilliseconds);
            });
        var submitted = time.GetElapsedTime(start);
        await WaitForEndsAsync(last, cancellationToken);
        var all = time.GetElapsedTime(start);

        var found = await client.SearchAsync(new StepSearch { Tag = tag, PageSize = 1_000 }, cancellationToken)
            .ToListAsync(cancellationToken);
        return new BenchReport
        {
            Steps = found.Count,
            Failed = found.Count(static step => step.Status is not StepStatus.Completed),
            Seconds = all.TotalSeconds,
            SubmittedPerSecond = steps / submitted.TotalSeconds,
            CompletedPerSecond = found.Count / all.TotalSeconds,
            Submit = BenchQuantiles.Of(ends),
            Wait = BenchQuantiles.Of(found.Select(static step => step.ClaimedAt - step.CreatedAt)),
            Run = BenchQuantiles.Of(found.Select(static step => step.EndedAt - step.ClaimedAt)),
        };
    }

    private async Task<string> SubmitAsync(int part, CancellationToken cancellationToken)
    {
        using var args = JsonDocument.Parse("""{"bench":true}""");
        var step = new StepSubmission { TaskType = "echo", Args = args.RootElement, Tags = [tag] };
        if (part == 1)
        {
            return (await client.SubmitAsync(step, cancellationToken)).StepId;
        }

        var answer = await client.SubmitAllAsync(Enumerable.Repeat(step, part), cancellationToken);
        return answer.Steps[^1].StepId;
    }

    // The last step submitted ends among the last; then only a few are open, and one search a status tells.
    private async Task WaitForEndsAsync(string last, CancellationToken cancellationToken)
    {
        await client.WaitForEndAsync(last, limit: null, cancellationToken);
        foreach (var status in new[] { StepStatus.Pending, StepStatus.Scheduled, StepStatus.Claimed })
        {
            var open = new StepSearch { Tag = tag, Status = status, PageSize = 1 };
            while (await client.SearchAsync(open, cancellationToken).AnyAsync(cancellationToken))
            {
                await Task.Delay(Look, time, cancellationToken);
            }
        }
    }
}
