using System.Globalization;
using FleetQ.Engine.Dispatching;
using FleetQ.PluginHost.Tests.Support;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Tests;

/// <summary>Alone, because one reads the size of the whole heap, and the others what lives in it.</summary>
[Collection<Unparallel>]
public sealed class PluginUnloadTests
{
    private const long GrownMax = 8 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reloads_under_running_handlers_fail_no_step_and_leave_nothing_in_memory()
    {
        var reloads = Environment.GetEnvironmentVariable("FLEETQ_TEST_LONG") == "1" ? 200 : 40;
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "Swap");
        sandbox.Options = options => options with { ReloadsInProcess = true };
        var catalog = await sandbox.LoadAsync();
        using var stop = new CancellationTokenSource();
        var running = Enumerable.Range(0, 16).Select(_ => RunStepsAsync(catalog, stop.Token)).ToArray();
        await SettleAsync();
        var heapBefore = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 1; i <= reloads; i++)
        {
            sandbox.Replace(i % 2 == 0 ? "SwapOne" : "SwapTwo", "Swap");
            var reload = await catalog.ReloadAsync("Swap", Token);
            Assert.Equal(PluginReloadOutcome.Reloaded, reload.Outcome);
        }

        await stop.CancelAsync();
        var counts = await Task.WhenAll(running);
        var (completed, others) = (counts.Sum(one => one.Completed), counts.Sum(one => one.Others));
        await catalog.ForgetsAsync(kept: 1);
        await Eventually.TrueAsync(
            async () =>
            {
                await SettleAsync();
                var grown = GC.GetTotalMemory(forceFullCollection: true) - heapBefore;
                TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{reloads} reloads, {completed} steps, heap {grown} B"));
                return grown < GrownMax;
            },
            text: $"the heap has grown by less than {GrownMax} bytes");

        Assert.Equal(0, others);
        Assert.True(completed > reloads, $"Only {completed} steps ran.");
    }

    [Fact]
    public async Task Types_in_the_caches_of_the_framework_do_not_keep_a_plugin()
    {
        await using var sandbox = new PluginSandbox("CachedTypes");
        sandbox.Options = options => options with { ReloadsInProcess = true };
        var catalog = await sandbox.LoadAsync();

        for (var i = 0; i < 3; i++)
        {
            var result = await catalog.RunAsync("cached.types", """{"name":"a","parts":[{"name":"b"}]}""");
            Assert.Equal(AttemptEnd.Completed, result.End);
            await catalog.ReloadAsync("CachedTypes", Token);
        }

        await catalog.ForgetsAsync();
    }

    [Theory]
    [InlineData("RootedByEvent", "rooted.event", "TaskScheduler.UnobservedTaskException: ", "RootedByEvent.EventH")]
    [InlineData("RootedBySqlite", "rooted.sqlite", "AppDomain.ProcessExit: ", "")]
    public async Task A_plugin_that_stays_in_memory_is_reported_with_what_holds_it(
        string plugin, string taskType, string place, string held)
    {
        await using var sandbox = new PluginSandbox(plugin);
        sandbox.Options = options => options with
        {
            ReloadsInProcess = true,
            RootSearchMax = Eventually.Patience,
        };
        var catalog = await sandbox.LoadAsync();
        Assert.Equal(AttemptEnd.Completed, (await catalog.RunAsync(taskType, "{}")).End);

        await catalog.ReloadAsync(plugin, Token);
        await Eventually.TrueAsync(() => catalog.Plugins[0].Retired is [{ Roots.Count: > 0 }]);

        var retired = Assert.Single(catalog.Plugins[0].Retired);
        Assert.Equal(RetirementState.Unloaded, retired.State);
        Assert.Contains(
            retired.Roots,
            found => found.StartsWith(place, StringComparison.Ordinal)
                && found.Contains(held, StringComparison.Ordinal));
        Assert.Equal(1, catalog.RetiredContexts);
        await Eventually.TrueAsync(() => sandbox.Loggers.Lines.Any(
            line => line.EventId == PluginEventIds.ContextLivesOn && line.Level == LogLevel.Warning));
    }

    [Fact]
    public async Task Too_many_plugins_that_stay_in_memory_are_told_once()
    {
        await using var sandbox = new PluginSandbox("RootedByEvent");
        sandbox.Options = options => options with { ReloadsInProcess = true, RetiredContextsMax = 1 };
        var catalog = await sandbox.LoadAsync();
        var told = 0;
        catalog.TooManyRetired = () => Interlocked.Increment(ref told);

        for (var i = 0; i < 3; i++)
        {
            await catalog.RunAsync("rooted.event", "{}");
            await catalog.ReloadAsync("RootedByEvent", Token);
        }

        await Eventually.TrueAsync(() => catalog.Plugins[0].Retired.Count(one => one.Roots.Count > 0) == 3);
        await Eventually.TrueAsync(() => Volatile.Read(ref told) > 0);
        Assert.Equal(1, told);
        Assert.Single(sandbox.Loggers.Lines, line => line.EventId == PluginEventIds.TooManyContexts);
    }

    // Counted, not kept: the test measures the heap.
    private static async Task<(int Completed, int Others)> RunStepsAsync(PluginCatalog catalog, CancellationToken stop)
    {
        var (completed, others) = (0, 0);
        while (!stop.IsCancellationRequested)
        {
            var result = await catalog.RunAsync(Attempts.Of("swap.tell", "{}"), CancellationToken.None);
            _ = result.End is AttemptEnd.Completed ? completed++ : others++;
            await Task.Yield();
        }

        return (completed, others);
    }

    private static async Task SettleAsync()
    {
        await Task.Yield();
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
