using System.Text.RegularExpressions;
using FleetQ.Engine.Model;
using FleetQ.Repository.Tests.Tree;

namespace FleetQ.Repository.Tests;

/// <summary>The picture of a step's life shows the moves of the code's table, each of them and no other.</summary>
public sealed partial class LifecycleTests
{
    private static readonly StepStatus[] Statuses = Enum.GetValues<StepStatus>();

    [Fact]
    public void The_picture_equals_the_table_of_transitions()
    {
        var drawn = Arrows().Where(static arrow => arrow.From != "[*]" && arrow.To != "[*]")
            .Select(static arrow => $"{arrow.From} -> {arrow.To}");

        Assert.Equal(Sorted(Moves()), Sorted(drawn));
    }

    [Fact]
    public void The_picture_starts_where_a_submit_can_leave_a_step_and_ends_where_it_has_ended()
    {
        var first = Arrows().Where(static arrow => arrow.From == "[*]").Select(static arrow => arrow.To);
        var last = Arrows().Where(static arrow => arrow.To == "[*]").Select(static arrow => arrow.From);
        var ended = Statuses.Where(static status => status.IsEnded()).Select(static status => status.ToWord());

        Assert.Equal(["blocked", "pending", "scheduled"], Sorted(first));
        Assert.Equal(Sorted(ended), Sorted(last));
    }

    [Fact]
    public void The_page_explains_every_status()
    {
        var text = MarkdownFile.Of("docs/lifecycle.md").Text;

        Verdict.None("No row in the table of statuses:", Statuses.Select(static status => status.ToWord())
            .Where(word => !text.Contains($"\n| `{word}` |", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Moves() =>
        from start in Statuses
        from end in Statuses
        where StepTransitions.Exists(start, end)
        select $"{start.ToWord()} -> {end.ToWord()}";

    private static IEnumerable<(string From, string To)> Arrows()
    {
        var picture = MarkdownFile.Of("docs/lifecycle.md").Blocks.Single(static block => block.Language == "mermaid");
        return Arrow().Matches(picture.Body)
            .Select(static match => (match.Groups["from"].Value, match.Groups["to"].Value));
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> words) => words.Order(StringComparer.Ordinal);

    [GeneratedRegex(
        @"^\s*(?<from>\[\*\]|\w+) --> (?<to>\[\*\]|\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Arrow();
}
