using System.Text.Json;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Tests.Support;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Tests;

public sealed class PluginCatalogTests
{
    [Fact]
    public async Task A_plugin_in_its_folder_serves_its_task_types_with_their_defaults()
    {
        await using var sandbox = new PluginSandbox("Good");

        var catalog = await sandbox.LoadAsync();

        var plugin = Assert.Single(catalog.Plugins);
        Assert.Equal((PluginState.Loaded, "Good"), (plugin.State, plugin.Name));
        Assert.Equal(("1.2.3", "1.0"), (plugin.Version, plugin.Contract));
        Assert.Equal(sandbox.Path("Good"), plugin.Folder);
        Assert.Null(plugin.Error);
        Assert.Equal(
            ["good.add", "good.block", "good.echo", "good.end", "good.result", "good.tell"],
            plugin.TaskTypes.Select(type => type.TaskType));
        Assert.Contains(new PluginTaskType("good.echo", 7, 1.5, 4), plugin.TaskTypes);
        Assert.Contains(new PluginTaskType("good.add", null, null, null), plugin.TaskTypes);
        var route = catalog.Find(new TaskType("good.echo"));
        Assert.Equal(("Good", "1.2.3"), (route!.Plugin.Name, route.Plugin.Version));
        Assert.Equal(64, route.Plugin.Sha256?.Length);
        Assert.Equal((7, 4), (route.MaxRetries, route.MaxConcurrency));
        Assert.Equal(TimeSpan.FromSeconds(1.5), route.Timeout);
    }

    [Fact]
    public async Task A_handler_that_the_set_up_added_is_served_too()
    {
        await using var sandbox = new PluginSandbox("Good");

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(1, catalog.Find(new TaskType("good.block"))?.MaxConcurrency);
    }

    [Fact]
    public async Task A_task_type_that_no_plugin_serves_has_no_route()
    {
        await using var sandbox = new PluginSandbox("Good");

        var catalog = await sandbox.LoadAsync();

        Assert.Null(catalog.Find(new TaskType("good.ECHO")));
        Assert.Equal(6, catalog.Routes.Count);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_holds_no_plugins_and_is_told_of()
    {
        await using var sandbox = new PluginSandbox();
        await using var catalog = new PluginCatalog(
            new PluginHostOptions { Folder = sandbox.Path("none") },
            new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(),
            sandbox.Loggers,
            TimeProvider.System);

        await catalog.LoadAllAsync(TestContext.Current.CancellationToken);

        Assert.Empty(catalog.Plugins);
        Assert.Contains(
            sandbox.Loggers.Lines, line => line.Text.Contains(sandbox.Path("none"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bad_plugin_is_refused_and_logged_once_while_the_others_serve()
    {
        await using var sandbox = new PluginSandbox("NoHandlers", "ThrowsInSetup", "Good", "NotAPlugin");

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(
            ["Good", "NoHandlers", "NotAPlugin", "ThrowsInSetup"], catalog.Plugins.Select(plugin => plugin.Name));
        Assert.Single(catalog.Plugins, plugin => plugin.State == PluginState.Loaded);
        Assert.NotNull(catalog.Find(new TaskType("good.echo")));
        Assert.Equal(3, sandbox.Loggers.Lines.Count(line => line.Level == LogLevel.Error));
        Assert.All(
            sandbox.Loggers.Lines.Where(line => line.Level == LogLevel.Error),
            line => Assert.Equal(PluginEventIds.PluginRefused, line.EventId));
    }

    [Fact]
    public async Task Of_two_plugins_with_one_task_type_the_later_by_name_is_refused_whole()
    {
        await using var sandbox = new PluginSandbox("GoodTwin", "Good");

        var catalog = await sandbox.LoadAsync();

        var twin = catalog.Plugins[1];
        Assert.Equal(RefusalCodes.TypeClash, twin.Code);
        Assert.Contains("'Good' and 'GoodTwin' both serve 'good.echo'", twin.Error, StringComparison.Ordinal);
        Assert.Equal("Good", catalog.Find(new TaskType("good.echo"))?.Plugin.Name);
        Assert.Null(catalog.Find(new TaskType("twin.only")));
    }

    [Fact]
    public async Task The_reports_are_a_json_array_for_the_pods_row()
    {
        await using var sandbox = new PluginSandbox("Good", "NoHandlers");

        var catalog = await sandbox.LoadAsync();

        var reports = JsonElement.Parse(catalog.ToJson());
        Assert.Equal(2, reports.GetArrayLength());
        Assert.Equal("loaded", reports[0].GetProperty("state").GetString());
        Assert.Equal(64, reports[0].GetProperty("sha256").GetString()!.Length);
        Assert.Equal("good.add", reports[0].GetProperty("task_types")[0].GetProperty("task_type").GetString());
        Assert.Equal("no-handlers", reports[1].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Plugins_are_loaded_once()
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => catalog.LoadAllAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_catalog_that_was_disposed_of_routes_nothing()
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();

        await catalog.DisposeAsync();

        Assert.Empty(catalog.Routes);
    }
}
