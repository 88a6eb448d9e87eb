using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Isolation;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests.Quarantine;

/// <summary>Plugins in processes of their own that fail by their own fault.</summary>
public sealed class IsolatedQuarantineTests : IAsyncDisposable
{
    private static readonly TaskType Run = new("flawed.run");
    private static readonly TaskType Fragile = new("flawed.fragile");

    private readonly PluginSandbox sandbox = new("Flawed");

    public IsolatedQuarantineTests()
    {
        sandbox.Settings["Plugins:Flawed:Isolation"] = "process";
        sandbox.Settings["Plugins:Flawed:DiesWhile"] = Flaw;
        sandbox.Settings["Plugins:Flawed:BrokenWhile"] = Flaw;
        var quick = new IsolationOptions
        {
            RestartDelay = TimeSpan.FromMilliseconds(20),
            RestartDelayMax = TimeSpan.FromMilliseconds(40),
        };
        sandbox.Options = options => options with { Isolation = quick };
    }

    private string Flaw => sandbox.Path("_flaw");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_does_not_come_up_takes_all_task_types_out_and_a_reload_brings_them_back()
    {
        var catalog = await sandbox.LoadAsync();
        await File.WriteAllTextAsync(Flaw, "", Token);
        await catalog.RunAsync(Run.Value, """{"how":"fail-fast"}""");
        var ends = new List<AttemptEnd>();

        while (catalog.Find(Run) is not null && ends.Count < 20)
        {
            ends.Add((await catalog.RunAsync(Run.Value, "{}")).End);
        }

        Assert.Equal([.. Enumerable.Repeat(AttemptEnd.Snoozed, 4), AttemptEnd.Released], ends);
        Assert.Null(catalog.Find(Fragile));
        var report = Assert.Single(catalog.Plugins);
        Assert.Equal(PluginState.Quarantined, report.State);
        Assert.Null(Assert.Single(report.Quarantine).TaskType);
        Assert.False(report.Serves);

        File.Delete(Flaw);
        var reload = await catalog.ReloadAsync("Flawed", Token);
        Assert.Equal(PluginReloadOutcome.Reloaded, reload.Outcome);
        Assert.Equal(AttemptEnd.Completed, (await catalog.RunAsync(Run.Value, "{}")).End);
    }

    [Fact]
    public async Task A_handler_that_cannot_be_made_goes_out_as_it_does_inside_the_host()
    {
        var catalog = await sandbox.LoadAsync();
        await File.WriteAllTextAsync(Flaw, "", Token);

        for (var i = 0; i < 5; i++)
        {
            await catalog.RunAsync(Fragile.Value, "{}");
        }

        Assert.Null(catalog.Find(Fragile));
        Assert.NotNull(catalog.Find(Run));
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();
}
