using System.Text.RegularExpressions;
using FleetQ.Repository.Tests.Tree;

namespace FleetQ.Repository.Tests;

/// <summary>A decision is one page with a number of its own.</summary>
public sealed partial class AdrTests
{
    private const int LinesMax = 80;

    private static readonly string[] Headings =
        ["## Status", "## Context", "## Decision", "## Consequences", "## Rejected"];

    private static IReadOnlyList<string> Decisions { get; } =
        [.. RepositoryFiles.Below("docs/adr", ".md").Where(static path => path != "docs/adr/README.md")];

    [Fact]
    public void Numbers_are_unique_and_without_a_gap()
    {
        var numbers = Decisions.Select(static path => Path.GetFileName(path)[..4]).Order(StringComparer.Ordinal);
        var expected = Enumerable.Range(1, Decisions.Count).Select(static number => $"{number:0000}");

        Assert.NotEmpty(Decisions);
        Assert.Equal(expected, numbers);
    }

    [Fact]
    public void Names_are_a_number_and_a_title()
    {
        var misnamed = Decisions.Where(static path => !DecisionName().IsMatch(Path.GetFileName(path)));

        Verdict.None("Not NNNN-title.md:", misnamed);
    }

    [Fact]
    public void Each_has_its_headings_and_fits_on_a_page()
    {
        var texts = Decisions.Select(static path => (path, text: RepositoryFiles.Read(path))).ToList();

        Verdict.None("Missing:", texts.SelectMany(static adr => Headings
            .Where(heading => !adr.text.Contains($"\n{heading}\n", StringComparison.Ordinal))
            .Select(heading => $"{adr.path}: {heading}")));
        Verdict.None($"Over {LinesMax} lines:", texts
            .Where(static adr => adr.text.Split('\n').Length - 1 > LinesMax)
            .Select(static adr => adr.path));
    }

    [Fact]
    public void Each_carries_its_number_in_its_title_and_a_known_status()
    {
        Verdict.None(
            "The first line is '# NNNN Title', the status Proposed, Accepted or Superseded by NNNN:",
            Decisions.Where(static path => !IsHeadedWell(path, RepositoryFiles.Read(path))));
    }

    [Fact]
    public void The_list_of_decisions_names_each_with_its_title()
    {
        var list = RepositoryFiles.Read("docs/adr/README.md");
        var absent = Decisions.Where(path => !list.Contains(RowOf(path), StringComparison.Ordinal));

        Verdict.None("No row in docs/adr/README.md:", absent);
    }

    private static string RowOf(string path)
    {
        var name = Path.GetFileName(path);
        var title = RepositoryFiles.Read(path).Split('\n')[0]["# 0000 ".Length..];
        return $"| [{name[..4]}]({name}) | {title} |";
    }

    private static bool IsHeadedWell(string path, string text) =>
        text.StartsWith($"# {Path.GetFileName(path)[..4]} ", StringComparison.Ordinal) && Status().IsMatch(text);

    [GeneratedRegex(@"^\d{4}-[a-z0-9-]+\.md$")]
    private static partial Regex DecisionName();

    [GeneratedRegex(@"\n## Status\n\n(Proposed|Accepted|Superseded by \d{4})\b")]
    private static partial Regex Status();
}
