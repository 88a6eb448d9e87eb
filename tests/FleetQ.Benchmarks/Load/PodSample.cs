using System.Diagnostics;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Benchmarks.Load;

/// <summary>What a pod holds of its machine at one moment.</summary>
/// <param name="Hours">Since the first sample.</param>
/// <param name="MemoryMb">Its working set.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Handles">Its open files and sockets.</param>
/// <param name="LogMb">The write-ahead log of its SQLite file; 0 on other stores.</param>
internal sealed record PodSample(double Hours, double MemoryMb, double Threads, double Handles, double LogMb)
{
    private const double Mega = 1 << 20;

    public static PodSample Take(HostProcess pod, string databasePath, TimeSpan since)
    {
        using var process = Process.GetProcessById(pod.ProcessId);
        var log = new FileInfo(databasePath + "-wal");
        return new PodSample(
            since.TotalHours,
            process.WorkingSet64 / Mega,
            process.Threads.Count,
            Directory.EnumerateFileSystemEntries($"/proc/{pod.ProcessId}/fd").Count(),
            log.Exists ? log.Length / Mega : 0);
    }

    /// <summary>How fast something grows, by least squares over the later half of the samples.</summary>
    public static double SlopeOf(IReadOnlyList<PodSample> samples, Func<PodSample, double> what)
    {
        var later = samples.Skip(samples.Count / 2).ToList();
        var (time, mean) = (later.Average(static sample => sample.Hours), later.Average(what));
        var spread = later.Sum(sample => Math.Pow(sample.Hours - time, 2));
        return spread == 0 ? 0 : later.Sum(sample => (sample.Hours - time) * (what(sample) - mean)) / spread;
    }
}
