using FleetQ.Engine.Dispatching;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests.Isolation;

public sealed class IsolatedReloadTests
{
    private const int Reloads = 50;

    [Fact]
    public async Task A_plugin_that_roots_itself_is_reloaded_50_times_in_production_and_nothing_of_it_stays()
    {
        await using var sandbox = new PluginSandbox("Unruly");
        sandbox.Settings["Plugins:Unruly:Isolation"] = "process";
        var catalog = await sandbox.LoadAsync();
        var processes = new List<int>();

        for (var i = 0; i < Reloads; i++)
        {
            processes.Add(await RunAsync(catalog));
            var reload = await catalog.ReloadAsync("Unruly", TestContext.Current.CancellationToken);
            Assert.Equal(PluginReloadOutcome.Reloaded, reload.Outcome);
        }

        processes.Add(await RunAsync(catalog));
        Assert.Equal(Reloads + 1, processes.Distinct().Count());
        await Eventually.TrueAsync(() => processes.Count(IsolationSandbox.IsAlive) == 1);

        // A moment after its process has ended, the host has forgotten a generation too.
        await catalog.ForgetsAsync();
        Assert.DoesNotContain(
            AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == "Unruly");
        await catalog.DisposeAsync();
        Assert.DoesNotContain(processes, IsolationSandbox.IsAlive);
    }

    [Theory]
    [InlineData("RootedByEvent", "rooted.event")]
    [InlineData("RootedBySqlite", "rooted.sqlite")]
    public async Task What_would_stay_in_the_hosts_memory_goes_with_its_process(string plugin, string taskType)
    {
        await using var sandbox = new PluginSandbox(plugin);
        sandbox.Settings[$"Plugins:{plugin}:Isolation"] = "process";
        var catalog = await sandbox.LoadAsync();

        for (var i = 0; i < Reloads; i++)
        {
            Assert.Equal(AttemptEnd.Completed, (await catalog.RunAsync(taskType, "{}")).End);
            var reload = await catalog.ReloadAsync(plugin, TestContext.Current.CancellationToken);
            Assert.Equal(PluginReloadOutcome.Reloaded, reload.Outcome);
        }

        await Eventually.TrueAsync(() => catalog.Plugins[0].Retired.Count == 0);
        Assert.Equal(0, catalog.RetiredContexts);
        Assert.Equal("process", catalog.Plugins[0].Isolation);
    }

    [Fact]
    public async Task A_step_that_runs_while_its_plugin_is_reloaded_ends_in_the_old_process()
    {
        await using var sandbox = new PluginSandbox("Good");
        await File.WriteAllTextAsync(
            sandbox.Path("Good", "fleetq.json"), """{"isolation":"process"}""", TestContext.Current.CancellationToken);
        var catalog = await sandbox.LoadAsync();
        using var cancellation = new CancellationTokenSource();
        var isRunning = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = catalog.RunAsync(
            Attempts.Of("good.block", "{}", (_, _) => isRunning.TrySetResult()), cancellation.Token);
        await isRunning.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);

        await catalog.ReloadAsync("Good", TestContext.Current.CancellationToken);
        var next = await catalog.RunAsync("good.end", """{"how":"done"}""");
        Assert.False(running.IsCompleted);
        await cancellation.CancelAsync();

        Assert.Equal(AttemptEnd.Completed, next.End);
        Assert.Equal(AttemptEnd.Completed, (await running).End);
        Assert.Equal("process", Assert.Single(catalog.Plugins).Isolation);
    }

    private static async Task<int> RunAsync(PluginCatalog catalog) =>
        (await catalog.RunAsync("unruly", """{"how":"fine"}""")).Json().GetProperty("process_id").GetInt32();
}
