using System.Text.Json;
using FleetQ.Engine.Dispatching;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests;

public sealed class PluginSettingsTests : IAsyncDisposable
{
    private readonly PluginSandbox sandbox = new("Configured");

    public PluginSettingsTests() => Set("Url", "https://example.org/");

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("process")]
    public async Task Settings_of_all_kinds_are_bound(string? isolation)
    {
        Set("Isolation", isolation);
        Set("batch", "7");
        Set("Share", "0.25");
        Set("Mode", "bulk");
        Set("Patience", "00:01:30");
        Set("Hosts:0", "a");
        Set("Hosts:1", "b");
        Set("Ports:0", "80");
        Set("Limits:mail:PerMinute", "9");
        Set("Whole:PerMinute", "90");

        var settings = await ShowAsync();

        Assert.True(
            JsonElement.DeepEquals(
                settings,
                JsonElement.Parse(
                    """
                    {
                      "url": "https://example.org/", "api_key": "not-a-real-key", "batch": 7, "share": 0.25, "mode": 1,
                      "wait": "00:01:30", "hosts": ["a", "b"], "ports": [80],
                      "limits": {"mail": {"per_minute": 9, "burst": 1}}, "whole": {"per_minute": 90, "burst": 5}
                    }
                    """)),
            settings.GetRawText());
    }

    [Fact]
    public async Task What_is_not_set_keeps_its_default()
    {
        var settings = await ShowAsync();

        Assert.Equal(10, settings.GetProperty("batch").GetInt32());
        Assert.Equal(60, settings.GetProperty("whole").GetProperty("per_minute").GetInt32());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("process")]
    public async Task All_wrong_settings_are_told_at_once_by_name_and_value(string? isolation)
    {
        Set("Isolation", isolation);
        Set("Url", null);
        Set("Batch", "500");
        Set("Share", "1,5");
        Set("Mode", "2");
        Set("Patience", "soon");
        Set("Ports:0", "http");
        Set("Limits:mail:PerMinute", "0");

        var report = await LoadAsync();

        Assert.Equal(RefusalCodes.SetupFailed, report.Code);
        AssertTells("'Plugins:Configured:Url' is not set; The Url field is required.", report);
        AssertTells("'Plugins:Configured:Batch' is '500'; The field Batch must be between 1 and 100.", report);
        AssertTells("'Plugins:Configured:Share' is '1,5'; it must be a number such as 0.5.", report);
        AssertTells("'Plugins:Configured:Mode' is '2'; it must be one of OneByOne, Bulk.", report);
        AssertTells("'Plugins:Configured:Patience' is 'soon'; it must be a span", report);
        AssertTells("'Plugins:Configured:Ports:0' is 'http'; it must be a whole number from -2147", report);
        AssertTells("'Plugins:Configured:Limits:mail:PerMinute' is '0'; The field PerMinute", report);
        AssertTells("'FLEET_Q_PLUGIN_CONFIGURED__'", report);
    }

    [Fact]
    public async Task What_the_settings_check_themselves_counts()
    {
        Set("Whole:Burst", "61");

        var report = await LoadAsync();

        AssertTells("'Plugins:Configured:Whole' must not let more through", report);
    }

    [Fact]
    public async Task What_looks_like_a_secret_is_not_shown()
    {
        Set("ApiKey", "hunter2");
        Set("Patience", "Password=hunter2");
        Set("Ports:0", "https://me:hunter2@example.org");

        var report = await LoadAsync();

        AssertTells("'Plugins:Configured:ApiKey' has a wrong value; The field ApiKey", report);
        AssertTells("'Plugins:Configured:Patience' has a wrong value; it must be a span", report);
        Assert.DoesNotContain("hunter2", report.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(
            sandbox.Loggers.Lines, static line => line.Text.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bound_settings_do_not_keep_a_replaced_plugin_in_memory()
    {
        sandbox.Options = options => options with { ReloadsInProcess = true };
        Set("Mode", "Bulk");
        Set("Limits:mail:PerMinute", "9");
        var catalog = await sandbox.LoadAsync();

        for (var i = 0; i < 3; i++)
        {
            var result = await catalog.RunAsync("configured.show", "{}");
            Assert.Equal(AttemptEnd.Completed, result.End);
            await catalog.ReloadAsync("Configured", TestContext.Current.CancellationToken);
        }

        await catalog.ForgetsAsync();
    }

    private static void AssertTells(string what, PluginReport report) =>
        Assert.Contains(what, report.Error, StringComparison.Ordinal);

    private void Set(string key, string? value) => sandbox.Settings["Plugins:Configured:" + key] = value;

    private async Task<PluginReport> LoadAsync() => Assert.Single((await sandbox.LoadAsync()).Plugins);

    private async Task<JsonElement> ShowAsync()
    {
        var catalog = await sandbox.LoadAsync();
        Assert.Null(Assert.Single(catalog.Plugins).Error);
        return (await catalog.RunAsync("configured.show", "{}")).Json();
    }
}
