using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Tests.Support;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Tests;

public sealed class PluginReloadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_plugin_takes_over_its_task_types_and_the_old_one_ends()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchAsync();
        var before = catalog.Find(new TaskType("swap.tell"))!.Plugin;
        var first = (await catalog.RunAsync("swap.tell", "{}")).Json().GetProperty("version").GetString();

        sandbox.Replace("SwapTwo", "Swap");
        await catalog.ServesAsync("Swap", "2.0.0");

        Assert.Equal("1.0.0", first);
        Assert.Equal("2.0.0", (await catalog.RunAsync("swap.tell", "{}")).Json().GetProperty("version").GetString());
        var after = catalog.Find(new TaskType("swap.new"))!.Plugin;
        Assert.Equal(("Swap", "2.0.0"), (after.Name, after.Version));
        Assert.NotEqual(before.Sha256, after.Sha256);
        await catalog.ForgetsAsync();
        var report = Assert.Single(catalog.Plugins);
        Assert.Equal((PluginState.Loaded, "2.0.0", after.Sha256), (report.State, report.Version, report.Sha256));
        Assert.NotNull(report.SinceTs);
    }

    [Fact]
    public async Task An_attempt_whose_route_was_read_before_the_swap_runs_on_the_new_version_and_names_it()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchAsync();
        using var gate = new ManualResetEventSlim();
        var deaf = await StartAsync(catalog, "swap.deaf", "{}", () => gate.Wait(Token));
        var old = catalog.Find(new TaskType("swap.tell"))!;

        sandbox.Replace("SwapTwo", "Swap");
        await Eventually.TrueAsync(() => catalog.Plugins[0].Retired.Count == 1);
        var result = await old.Runner.RunAsync(Attempts.Of("swap.tell", "{}"), Token);
        gate.Set();
        await deaf;

        Assert.Equal("2.0.0", result.Json().GetProperty("version").GetString());
        Assert.Equal(catalog.Find(new TaskType("swap.tell"))!.Plugin, result.Plugin);
    }

    [Theory]
    [InlineData("honour")]
    [InlineData("throw")]
    public async Task A_step_that_does_not_end_within_the_grace_is_given_back_without_using_an_attempt(string how)
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Options = options => options with { RetirementGrace = TimeSpan.FromMilliseconds(100) };
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchAsync();
        var held = await StartAsync(catalog, "swap.hold", $$"""{"key":"{{how}}"}""");

        sandbox.Replace("SwapTwo", "Swap");
        var result = await held;

        Assert.Equal(AttemptEnd.Released, result.End);
        await catalog.ForgetsAsync();
    }

    [Fact]
    public async Task A_step_finishes_on_the_version_that_it_began_on()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchAsync();
        using var gate = new ManualResetEventSlim();
        var deaf = await StartAsync(catalog, "swap.deaf", "{}", () => gate.Wait(Token));

        sandbox.Replace("SwapTwo", "Swap");
        await catalog.ServesAsync("Swap", "2.0.0");
        await Eventually.TrueAsync(() => catalog.Plugins[0].Retired.Count == 1);
        var draining = Assert.Single(catalog.Plugins[0].Retired);
        gate.Set();
        var result = await deaf;

        Assert.Equal((RetirementState.Draining, 1, "1.0.0"), (draining.State, draining.Running, draining.Version));
        Assert.Equal("1.0.0", result.Json().GetProperty("version").GetString());
        Assert.Equal("Late text", result.Json().GetProperty("private").GetString());
        await catalog.ForgetsAsync();
    }

    [Fact]
    public async Task A_handler_that_ignores_its_token_keeps_its_plugin_until_it_ends_and_is_reported()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Options = options => options with
        {
            RetirementGrace = TimeSpan.FromMilliseconds(50),
            RetirementStopGrace = TimeSpan.FromMilliseconds(50),
        };
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchAsync();
        using var gate = new ManualResetEventSlim();
        var deaf = await StartAsync(catalog, "swap.deaf", "{}", () => gate.Wait(Token));

        sandbox.Replace("SwapTwo", "Swap");
        await Eventually.TrueAsync(() => catalog.Plugins[0].Retired is [{ State: RetirementState.Stuck, Running: 1 }]);
        gate.Set();
        var result = await deaf;

        Assert.Equal("Late text", result.Json().GetProperty("private").GetString());
        await Eventually.TrueAsync(() => sandbox.Loggers.Lines.Any(
            line => line.EventId == PluginEventIds.RetirementStuck && line.Level == LogLevel.Error));
        await catalog.ForgetsAsync();
    }

    [Fact]
    public async Task A_plugin_whose_folder_is_gone_serves_no_more()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchAsync();
        var old = catalog.Find(new TaskType("swap.tell"))!;

        Directory.Delete(sandbox.Path("Swap"), recursive: true);
        await Eventually.TrueAsync(() => catalog.Routes.Count == 0);
        var result = await old.Runner.RunAsync(Attempts.Of("swap.tell", "{}"), Token);

        Assert.Equal(AttemptEnd.Released, result.End);
        await Eventually.TrueAsync(
            async () =>
            {
                await catalog.ForgetsAsync();
                return catalog.Plugins.Count == 0;
            });
    }

    [Fact]
    public async Task A_task_type_that_another_plugin_serves_refuses_a_plugin_until_it_is_free()
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.WatchAsync();

        sandbox.Replace("GoodTwin", "GoodTwin");
        var clash = await catalog.ReportsAsync("GoodTwin", PluginState.Refused);
        Directory.Delete(sandbox.Path("Good"), recursive: true);
        await catalog.ReportsAsync("GoodTwin", PluginState.Loaded);

        Assert.Equal(RefusalCodes.TypeClash, clash.Code);
        Assert.Equal("GoodTwin", catalog.Find(new TaskType("good.echo"))?.Plugin.Name);
    }

    [Fact]
    public async Task A_reload_that_is_asked_for_starts_the_same_files_anew()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchAsync();
        var before = catalog.Find(new TaskType("swap.tell"));

        var reload = await catalog.ReloadAsync("Swap", Token);
        var unknown = await catalog.ReloadAsync("None", Token);

        Assert.Equal((PluginReloadOutcome.Reloaded, "Swap"), (reload.Outcome, reload.Plugin!.Name));
        Assert.Equal(PluginReloadOutcome.NotFound, unknown.Outcome);
        Assert.NotSame(before!.Runner, catalog.Find(new TaskType("swap.tell"))!.Runner);
        await catalog.ForgetsAsync();
    }

    [Fact]
    public async Task A_reload_of_files_that_are_refused_leaves_what_served()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchAsync();

        File.Delete(sandbox.Path("Swap", "Humanizer.dll"));
        var reload = await catalog.ReloadAsync("Swap", Token);

        Assert.Equal(PluginReloadOutcome.Refused, reload.Outcome);
        Assert.Equal((PluginState.UpdateRefused, "1.0.0"), (reload.Plugin!.State, reload.Plugin.Version));
        Assert.Contains("'Humanizer'", reload.Plugin.Error, StringComparison.Ordinal);
        Assert.Contains(
            "Version 1.0.0 of plugin 'Swap' goes on serving", reload.Plugin.Error, StringComparison.Ordinal);
        Assert.Equal("1.0.0", (await catalog.RunAsync("swap.tell", "{}")).Json().GetProperty("version").GetString());
    }

    // Runs an attempt, and returns when its handler has begun.
    private static async Task<Task<AttemptResult>> StartAsync(
        PluginCatalog catalog, string taskType, string arguments, Action? onBegun = null)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempt = Attempts.Of(taskType, arguments, (_, _) =>
        {
            begun.TrySetResult();
            onBegun?.Invoke();
        });
        var running = catalog.RunAsync(attempt, Token);
        await begun.Task.WaitAsync(Token);
        return running;
    }
}
