using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests;

public sealed class TaskTypeOverrideTests : IAsyncDisposable
{
    private readonly PluginSandbox sandbox = new("Configured");

    public TaskTypeOverrideTests() => sandbox.Settings["Plugins:Configured:Url"] = "https://example.org/";

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("process")]
    public async Task The_operators_settings_win_over_the_handlers(string? isolation)
    {
        sandbox.Settings["Plugins:Configured:Isolation"] = isolation;
        Set("configured.show:MaxRetries", "0");
        Set("configured.show:TimeoutSeconds", "1.5");
        Set("configured.plain:MaxConcurrency", "1");

        var catalog = await sandbox.LoadAsync();

        var show = Find(catalog, "configured.show");
        Assert.Equal((0, TimeSpan.FromSeconds(1.5), 3), (show.MaxRetries, show.Timeout, show.MaxConcurrency));
        var plain = Find(catalog, "configured.plain");
        Assert.Equal((null, null, 1), (plain.MaxRetries, plain.Timeout, plain.MaxConcurrency));
        Assert.Equal(AttemptEnd.Completed, (await catalog.RunAsync("configured.show", "{}")).End);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("process")]
    public async Task Earlier_names_follow_their_type(string? isolation)
    {
        sandbox.Settings["Plugins:Configured:Isolation"] = isolation;
        Set("configured.show:MaxRetries", "7");

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(7, Find(catalog, "show").MaxRetries);
        Assert.Equal("configured.show", Find(catalog, "show").AliasOf?.Value);
    }

    [Fact]
    public async Task What_is_set_under_an_earlier_name_counts_after_the_rename()
    {
        Set("show:MaxRetries", "7");
        Set("show:MaxConcurrency", "5");
        Set("configured.show:MaxConcurrency", "6");

        var catalog = await sandbox.LoadAsync();

        Assert.Equal((7, 6), (Find(catalog, "show").MaxRetries, Find(catalog, "show").MaxConcurrency));
        Assert.Equal(7, Find(catalog, "configured.show").MaxRetries);
        Assert.Empty(catalog.Plugins[0].Warnings);
    }

    [Fact]
    public async Task A_name_with_dots_is_found_as_a_variable_spells_it_and_wins_over_the_name()
    {
        Set("CONFIGURED_SHOW:MAXRETRIES", "4");
        Set("configured.show:MaxRetries", "5");
        Set("configured.show:MaxConcurrency", "5");

        var catalog = await sandbox.LoadAsync();

        var show = Find(catalog, "configured.show");
        Assert.Equal((4, 5), (show.MaxRetries, show.MaxConcurrency));
        Assert.Empty(catalog.Plugins[0].Warnings);
    }

    [Fact]
    public async Task The_report_says_what_was_set()
    {
        Set("configured.show:TimeoutSeconds", "60");

        var catalog = await sandbox.LoadAsync();

        var types = catalog.Plugins[0].TaskTypes.ToDictionary(static type => type.TaskType);
        Assert.Equal(60, types["show"].TimeoutSeconds);
        Assert.Equal(["timeout_seconds"], types["show"].Overridden);
        Assert.Null(types["configured.plain"].Overridden);
        Assert.Contains("\"overridden\":[\"timeout_seconds\"]", catalog.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_the_plugin_does_not_serve_is_a_warning()
    {
        Set("configured.shwo:MaxRetries", "1");

        var report = Assert.Single((await sandbox.LoadAsync()).Plugins);

        Assert.Equal(PluginState.Loaded, report.State);
        var warning = Assert.Single(report.Warnings);
        Assert.StartsWith(
            "The setting 'Plugins:Configured:TaskTypes:configured.shwo' has no effect",
            warning,
            StringComparison.Ordinal);
        Assert.Contains("Did you mean 'configured.show'?", warning, StringComparison.Ordinal);
        Assert.Contains(sandbox.Loggers.Lines, line => line.Text.Contains(warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MaxRetries", "101", "it must be a whole number from 0 to 100")]
    [InlineData("MaxRetries", "-1", "it must be a whole number from 0 to 100")]
    [InlineData("MaxRetries", "many", "it must be a whole number from 0 to 100")]
    [InlineData("MaxConcurrency", "0", "it must be a whole number from 1 to 10000")]
    [InlineData("TimeoutSeconds", "0", "it must be seconds over 0 and at most 2592000")]
    [InlineData("TimeoutSeconds", "1,5", "it must be seconds over 0 and at most 2592000")]
    [InlineData("TimeoutSeconds", "1E400", "it must be seconds over 0 and at most 2592000")]
    [InlineData("MaxRetires", "1", "Did you mean 'MaxRetries'?")]
    public async Task A_wrong_value_refuses_the_plugin(string key, string value, string sentence)
    {
        Set("configured.show:" + key, value);
        Set("configured.plain", "3");

        var report = Assert.Single((await sandbox.LoadAsync()).Plugins);

        Assert.Equal((PluginState.Refused, RefusalCodes.InvalidSettings), (report.State, report.Code));
        AssertTells($"'Plugins:Configured:TaskTypes:configured.show:{key}' is", report);
        AssertTells(sentence, report);
        AssertTells("'Plugins:Configured:TaskTypes:configured.plain' is a value", report);
    }

    private static void AssertTells(string what, PluginReport report) =>
        Assert.Contains(what, report.Error, StringComparison.Ordinal);

    private static HandlerRoute Find(PluginCatalog catalog, string taskType) => catalog.Find(new TaskType(taskType))!;

    private void Set(string key, string? value) => sandbox.Settings["Plugins:Configured:TaskTypes:" + key] = value;
}
