using System.Globalization;

namespace FleetQ.Benchmarks;

/// <summary>The answer to a question as markdown.</summary>
internal static class Report
{
    internal static IEnumerable<string> ToMarkdown(
        IQuestion question, Surroundings surroundings, IReadOnlyList<Comparison> comparisons)
    {
        yield return $"## {question.Name}";
        yield return "";
        yield return question.Text;
        yield return "";
        yield return $"- machine: {surroundings.Machine}";
        yield return $"- versions: {surroundings.Versions}";
        yield return $"- commit: {surroundings.Commit}";
        yield return $"- command: `./fq bench {question.Name}`";
        yield return "";
        yield return "Steps per second, min / median / max of the rounds. Machines may be compared by the ratio only.";
        yield return "";
        yield return "| what | steps a round | rounds | hand-written | FleetQ | ratio |";
        yield return "|---|---|---|---|---|---|";
        foreach (var comparison in comparisons)
        {
            yield return $"| {comparison.Name} | {comparison.Steps:N0} | {comparison.Fleet.Count} " +
                $"| {Spread(comparison.Reference, "N0")} | {Spread(comparison.Fleet, "N0")} " +
                $"| {Spread(comparison.Ratios, "0.00")} |";
        }
    }

    private static string Spread(IReadOnlyList<double> values, string format)
    {
        var sorted = values.Order().ToList();
        return string.Join(
            " / ",
            new[] { sorted[0], Median(sorted), sorted[^1] }
                .Select(value => value.ToString(format, CultureInfo.InvariantCulture)));
    }

    private static double Median(List<double> sorted)
    {
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
