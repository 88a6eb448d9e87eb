using System.Text.RegularExpressions;
using FleetQ.Host.Settings;
using FleetQ.Repository.Tests.Tree;

namespace FleetQ.Repository.Tests;

/// <summary>The page of settings comes from the code that reads them; no page names a setting that it lacks.</summary>
public sealed partial class OptionsTests
{
    private const string Page = "docs/configuration.md";

    [Fact]
    public void The_page_equals_what_the_code_generates()
    {
        var generated = SettingsDocument.ToMarkdown();

        Assert.True(
            generated == RepositoryFiles.Read(Page),
            $"The code that reads the settings says something else: FleetQ.Host --print-configuration > {Page}");
    }

    [Fact]
    public void Every_setting_in_the_docs_exists()
    {
        var known = Variable().Matches(SettingsDocument.ToMarkdown()).Select(static match => match.Value)
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(known);
        Verdict.None($"{Page} has no such setting:", MarkdownFile.All.SelectMany(page => Variable().Matches(page.Text)
            .Select(static match => match.Value)
            .Where(name => !known.Contains(name))
            .Select(name => $"{page.Path}: {name}")));
    }

    [GeneratedRegex("FLEET_Q_[A-Z_]*[A-Z]")]
    private static partial Regex Variable();
}
