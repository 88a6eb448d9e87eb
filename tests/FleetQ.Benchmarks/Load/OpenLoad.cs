using FleetQ.TestKit.Fleet;

namespace FleetQ.Benchmarks.Load;

/// <summary>Clients that submit at a rate of their own, however the pod fares.</summary>
internal sealed class OpenLoad(HostProcess pod, Func<StepBody> makeStep)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private int refused;

    /// <summary>How many batches were not taken.</summary>
    public int Refused => Volatile.Read(ref refused);

    /// <summary>Submits so many steps a second for a while.</summary>
    /// <returns>How many the pod took.</returns>
    public async Task<long> SubmitAsync(double perSecond, TimeSpan time, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        var asked = 0;
        var answers = new List<Task<int>>();
        while (TimeProvider.System.GetElapsedTime(startedAt) is var passed && passed < time)
        {
            var due = (int)(passed.TotalSeconds * perSecond) - asked;
            asked += due;
            answers.Add(SubmitAsync(due, cancellationToken));
            await Task.Delay(Beat, TimeProvider.System, cancellationToken);
        }

        return (await Task.WhenAll(answers)).Sum(static taken => (long)taken);
    }

    private async Task<int> SubmitAsync(int steps, CancellationToken cancellationToken)
    {
        const int Most = 1_000;
        var taken = 0;
        try
        {
            for (var left = steps; left > 0; left -= Most)
            {
                var batch = Enumerable.Range(0, Math.Min(left, Most)).Select(_ => makeStep());
                taken += (await pod.Client.SubmitBatchAsync(batch, cancellationToken)).Count;
            }
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref refused);
        }

        return taken;
    }
}
