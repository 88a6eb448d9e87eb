using FleetQ.Engine.Model;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests;

public sealed class PluginProductionTests
{
    [Fact]
    public async Task A_change_of_a_plugin_inside_the_process_is_reported_and_not_loaded()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchInProductionAsync();

        sandbox.Replace("SwapTwo", "Swap");
        var report = await catalog.ReportsAsync("Swap", PluginState.RestartNeeded);
        var reload = await catalog.ReloadAsync("Swap", TestContext.Current.CancellationToken);

        Assert.Equal(("1.0.0", RefusalCodes.RestartNeeded), (report.Version, report.Code));
        Assert.Contains("restart the pod", report.Error, StringComparison.Ordinal);
        Assert.Contains(sandbox.Loggers.Lines, line => line.EventId == PluginEventIds.ChangedOnDisk);
        Assert.Equal(PluginReloadOutcome.Permanent, reload.Outcome);
        Assert.Equal("1.0.0", (await catalog.RunAsync("swap.tell", "{}")).Json().GetProperty("version").GetString());
        Assert.Equal(0, catalog.RetiredContexts);
    }

    [Fact]
    public async Task A_change_that_is_taken_back_needs_no_restart()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchInProductionAsync();

        sandbox.Replace("SwapTwo", "Swap");
        await catalog.ReportsAsync("Swap", PluginState.RestartNeeded);
        sandbox.Replace("SwapOne", "Swap");
        var report = await catalog.ReportsAsync("Swap", PluginState.Loaded);

        Assert.Null(report.Code);
    }

    [Fact]
    public async Task A_plugin_that_appears_is_loaded()
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.WatchInProductionAsync();
        var hasChanged = false;
        catalog.Changed = () => Volatile.Write(ref hasChanged, true);

        sandbox.Replace("SwapOne", "Swap");
        await catalog.ServesAsync("Swap", "1.0.0");

        Assert.NotNull(catalog.Find(new TaskType("good.echo")));
        await Eventually.TrueAsync(() => Volatile.Read(ref hasChanged));
    }

    [Fact]
    public async Task A_plugin_whose_folder_is_gone_serves_on_and_is_reported()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchInProductionAsync();

        Directory.Delete(sandbox.Path("Swap"), recursive: true);
        var report = await catalog.ReportsAsync("Swap", PluginState.Removed);

        Assert.Contains("are gone", report.Error, StringComparison.Ordinal);
        Assert.Equal("1.0.0", (await catalog.RunAsync("swap.tell", "{}")).Json().GetProperty("version").GetString());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_read_removes_nothing()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "plugins/Swap");
        sandbox.Options = options => options with { Folder = sandbox.Path("plugins") };
        var catalog = await sandbox.WatchAsync();

        Directory.Move(sandbox.Path("plugins"), sandbox.Path("away"));
        await Eventually.TrueAsync(
            () => sandbox.Loggers.Lines.Any(line => line.EventId == PluginEventIds.FolderUnreadable));

        Assert.Equal("1.0.0", (await catalog.RunAsync("swap.tell", "{}")).Json().GetProperty("version").GetString());
    }
}
