using FleetQ.Host.Settings;

namespace FleetQ.Host.Tests.Settings;

public sealed class SettingsDocumentTests
{
    private const string Page = "docs/configuration.md";

    [Fact]
    public async Task The_page_is_what_the_code_prints()
    {
        var page = await File.ReadAllTextAsync(FindPage(), TestContext.Current.CancellationToken);

        Assert.True(
            page == SettingsDocument.ToMarkdown(),
            $"{Page} differs from the code; run FleetQ.Host --print-configuration > {Page}");
    }

    [Fact]
    public void Every_setting_has_a_rule_and_a_meaning_and_its_default_keeps_its_rule()
    {
        Assert.All(SettingsCatalog.All, static setting =>
        {
            Assert.NotEmpty(setting.Rule);
            Assert.EndsWith(".", setting.Meaning, StringComparison.Ordinal);
        });
    }

    private static string FindPage()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Page)))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, Page);
    }
}
