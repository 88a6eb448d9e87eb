using System.Diagnostics;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Benchmarks.Idle;

/// <summary>What a process uses of a core.</summary>
internal static class ProcessorTime
{
    /// <summary>Waits, and says what share of one core each pod used meanwhile.</summary>
    /// <returns>The mean of the pods, in per cent.</returns>
    internal static async Task<double> MeasureAsync(
        IReadOnlyList<HostProcess> pods, TimeSpan time, CancellationToken cancellationToken)
    {
        var before = pods.Sum(Read);
        var start = TimeProvider.System.GetTimestamp();
        await Task.Delay(time, TimeProvider.System, cancellationToken);
        var elapsed = TimeProvider.System.GetElapsedTime(start);
        return 100 * (pods.Sum(Read) - before) / elapsed.TotalSeconds / pods.Count;
    }

    private static double Read(HostProcess pod)
    {
        using var process = Process.GetProcessById(pod.ProcessId);
        return process.TotalProcessorTime.TotalSeconds;
    }
}
