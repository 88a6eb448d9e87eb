using System.Text.RegularExpressions;
using FleetQ.Repository.Tests.Tree;

namespace FleetQ.Repository.Tests;

/// <summary>A promise without its test is only a word.</summary>
public sealed partial class ReliabilityPageTests
{
    private const string Page = "docs/reliability.md";

    [Fact]
    public void Every_test_that_the_page_names_is_there()
    {
        var sources = RepositoryFiles.All
            .Where(static path => path.StartsWith("tests/", StringComparison.Ordinal))
            .Where(static path => path.EndsWith(".cs", StringComparison.Ordinal))
            .ToLookup(static path => Path.GetFileNameWithoutExtension(path), RepositoryFiles.Read);
        var named = TestName().Matches(RepositoryFiles.Read(Page));

        var absent = named
            .Where(name => !sources[name.Groups["type"].Value]
                .Any(text => text.Contains(name.Groups["method"].Value + "(", StringComparison.Ordinal)))
            .Select(static name => name.Value);

        Assert.True(named.Count > 40, "The page names hardly any tests.");
        Verdict.None($"{Page} names tests that are not there:", absent);
    }

    [Fact]
    public void Every_hazard_has_its_row()
    {
        var page = RepositoryFiles.Read(Page);

        var absent = Enumerable.Range(1, 40)
            .Where(number => !Regex.IsMatch(page, $@"^\| (H\d+, )?H{number}\b", RegexOptions.Multiline));

        Verdict.None($"{Page} says nothing of these hazards:", absent.Select(static number => $"H{number}"));
    }

    [GeneratedRegex(
        "`(?<type>[A-Z][A-Za-z]+(Tests|Conformance))\\.(?<method>[A-Z]\\w+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex TestName();
}
