using System.Text.Json;
using FleetQ.Benchmarks.Measuring;
using FleetQ.Benchmarks.Submit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Benchmarks.Latency;

/// <summary>Submits one step at a time to an idle fleet whose handler says when it was entered.</summary>
internal sealed class LatencyProbe(HostProcess pod, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly string[] Percentiles = ["p50", "p99"];
    private readonly Random random = new(1);

    /// <summary>Submits so many.</summary>
    /// <returns>From the answer, and from the request, to the handler, in milliseconds and in order.</returns>
    internal async Task<(List<double> FromAnswer, List<double> FromRequest)> MeasureAsync(int steps)
    {
        using var connection = await RawConnection.OpenAsync(pod.Address, cancellationToken);
        var request = RawConnection.Prepare(pod.Address, "/submit", """{"type":"stamp","args":{"number":1}}""");
        List<double> fromAnswer = [];
        List<double> fromRequest = [];
        for (var number = -WarmUp; number < steps; number++)
        {
            // Long enough that all is at rest, and never in step with what happens at regular times.
            await Task.Delay(TimeSpan.FromMilliseconds(20 + random.Next(40)), TimeProvider.System, cancellationToken);
            var sent = TimeProvider.System.GetTimestamp();
            var (_, body) = await connection.SendAsync(request, cancellationToken);
            var answered = TimeProvider.System.GetTimestamp();
            var id = JsonDocument.Parse(body).RootElement.GetProperty("step_id").GetString()!;
            var entered = await ReadStampAsync(id);
            if (number >= 0)
            {
                fromAnswer.Add(TimeProvider.System.GetElapsedTime(answered, entered).TotalMilliseconds);
                fromRequest.Add(TimeProvider.System.GetElapsedTime(sent, entered).TotalMilliseconds);
            }
        }

        return ([.. fromAnswer.Order()], [.. fromRequest.Order()]);
    }

    /// <summary>The rows that a probe fills.</summary>
    internal static Measure[] AddTo(Answer answer, string name) =>
        [.. Percentiles.Select(percentile => answer.Add($"{name}, {percentile}", "ms"))];

    private const int WarmUp = 50;

    private async Task<long> ReadStampAsync(string id)
    {
        var step = await pod.Client.WaitForEndAsync(id, Limit, cancellationToken);
        return step.Result!.Value.EnumerateObject().First().Value.GetInt64();
    }
}
