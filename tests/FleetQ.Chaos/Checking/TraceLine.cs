using System.Globalization;

namespace FleetQ.Chaos.Checking;

/// <summary>What a handler left outside the store.</summary>
internal sealed record TraceLine(string Phase, string StepId, int Attempt, long Epoch)
{
    public static IReadOnlyList<TraceLine> ReadAll(string path) =>
        File.Exists(path) ? [.. File.ReadLines(path).Select(Parse)] : [];

    private static TraceLine Parse(string line) => line.Split(' ') is [var phase, var stepId, var attempt, var epoch]
        ? new TraceLine(
            phase,
            stepId,
            int.Parse(attempt, CultureInfo.InvariantCulture),
            long.Parse(epoch, CultureInfo.InvariantCulture))
        : throw new FormatException($"The trace has a line that no handler wrote: '{line}'.");
}
