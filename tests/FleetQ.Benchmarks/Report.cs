using FleetQ.Benchmarks.Measuring;

namespace FleetQ.Benchmarks;

/// <summary>The answer to a question as markdown.</summary>
internal static class Report
{
    internal static IEnumerable<string> ToMarkdown(
        IQuestion question, string command, Surroundings surroundings, Answer answer)
    {
        yield return $"## {question.Name}";
        yield return "";
        yield return question.Text;
        yield return "";
        yield return $"- machine: {surroundings.Machine}";
        yield return $"- versions: {surroundings.Versions}";
        yield return $"- commit: {surroundings.Commit}";
        yield return $"- command: `./fq bench {command}`";
        foreach (var line in answer.LeftOut)
        {
            yield return $"- left out: {line}";
        }

        yield return "";
        yield return "Minimum / median / maximum of the rounds. Machines may be compared by the ratios only.";
        foreach (var line in RatiosOf(answer).Concat(MeasuresOf(answer)))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> RatiosOf(Answer answer)
    {
        if (answer.Targets.Count == 0)
        {
            yield break;
        }

        yield return "";
        yield return "| what counts | value | to reach | reached |";
        yield return "|---|---|---|---|";
        foreach (var target in answer.Targets)
        {
            var isMet = target.IsMet switch { true => "yes", false => "no", null => "" };
            yield return $"| {target.Name} | {Spread.Of(target.Values)} | {target.Bound} | {isMet} |";
        }
    }

    private static IEnumerable<string> MeasuresOf(Answer answer)
    {
        yield return "";
        yield return "| measured | unit | value | rounds | note |";
        yield return "|---|---|---|---|---|";
        foreach (var measure in answer.Measures)
        {
            yield return $"| {measure.Name} | {measure.Unit} | {Spread.Of(measure.Values)} | {measure.Values.Count} "
                + $"| {measure.Note} |";
        }
    }
}
