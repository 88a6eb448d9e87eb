using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Quarantine;
using FleetQ.PluginHost.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.PluginHost.Tests.Quarantine;

/// <summary>Plugins that fail by their own fault, in this process.</summary>
public sealed class QuarantineTests : IAsyncDisposable
{
    private const string Fragile = "flawed.fragile";
    private const string Run = "flawed.run";

    private readonly PluginSandbox sandbox = new("Flawed");
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public QuarantineTests() => sandbox.Settings["Plugins:Flawed:BrokenWhile"] = Broken;

    private string Broken => sandbox.Path("_broken");

    [Fact]
    public async Task A_handler_that_cannot_be_made_five_times_in_a_row_goes_out_and_its_neighbour_stays()
    {
        var catalog = await LoadAsync();
        Break();

        var ends = await FailAsync(catalog, Fragile, times: 5);

        Assert.Equal([.. Enumerable.Repeat(AttemptEnd.Retry, 4), AttemptEnd.Released], ends);
        Assert.Null(catalog.Find(new TaskType(Fragile)));
        Assert.NotNull(catalog.FindDeclared(new TaskType(Fragile)));
        Assert.Equal(AttemptEnd.Completed, (await catalog.RunAsync(Run, "{}")).End);
        Assert.Equal(1, catalog.Metrics.Quarantines.Total);
        Assert.Equal(1, catalog.Quarantined);
        var line = Assert.Single(sandbox.Loggers.Lines, line => line.EventId == QuarantineEventIds.Quarantined);
        Assert.Contains("licence server", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_of_a_quarantined_plugin_says_what_is_out_until_when_and_why()
    {
        var catalog = await LoadAsync();
        Break();

        await FailAsync(catalog, Fragile, times: 5);

        var report = Assert.Single(catalog.Plugins);
        Assert.Equal(PluginState.Quarantined, report.State);
        Assert.Equal(RefusalCodes.Quarantined, report.Code);
        Assert.Equal(
            "'flawed.fragile' of plugin 'Flawed' 1.2.3 is out on this pod until 2030-01-01T00:05:00Z: it failed by its "
                + "own fault (the licence server is away). Correct the plugin or what it needs on this pod; it is then "
                + "tried again by itself, or at once after a reload.",
            report.Error);
        Assert.Equal([Run], report.TaskTypes.Select(type => type.TaskType));
        var quarantine = Assert.Single(report.Quarantine);
        Assert.Equal((Fragile, time.GetUtcNow().AddMinutes(5)), (quarantine.TaskType, quarantine.UntilTs));
        Assert.Contains("\"state\":\"quarantined\"", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_comes_back_after_a_pause_that_doubles_up_to_an_hour()
    {
        var catalog = await LoadAsync();
        Break();
        await FailAsync(catalog, Fragile, times: 5);
        var pauses = new List<double>();

        for (var i = 0; i < 6; i++)
        {
            var pause = PauseOf(catalog);
            pauses.Add(pause.TotalMinutes);
            time.Advance(pause - TimeSpan.FromSeconds(1));
            Assert.Null(catalog.Find(new TaskType(Fragile)));
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal([AttemptEnd.Released], await FailAsync(catalog, Fragile, times: 1));
        }

        Assert.Equal([5, 10, 20, 40, 60, 60], pauses);
    }

    [Fact]
    public async Task An_answer_after_its_return_clears_it()
    {
        var catalog = await LoadAsync();
        Break();
        await FailAsync(catalog, Fragile, times: 5);
        time.Advance(TimeSpan.FromMinutes(5));
        File.Delete(Broken);

        var works = await catalog.RunAsync(Fragile, "{}");
        Break();
        var ends = await FailAsync(catalog, Fragile, times: 5);

        Assert.Equal(AttemptEnd.Completed, works.End);
        Assert.Equal([.. Enumerable.Repeat(AttemptEnd.Retry, 4), AttemptEnd.Released], ends);
        Assert.Equal(TimeSpan.FromMinutes(5), PauseOf(catalog));
    }

    [Theory]
    [InlineData("method", "System.MissingMethodException")]
    [InlineData("library", "System.DllNotFoundException")]
    public async Task A_handler_whose_code_does_not_fit_what_is_there_goes_out(string how, string type)
    {
        var catalog = await LoadAsync();
        var results = new List<AttemptResult>();

        for (var i = 0; i < 5; i++)
        {
            results.Add(await catalog.RunAsync(Run, $$"""{"how":"{{how}}"}"""));
        }

        Assert.Equal(type, results[0].Error!.Type);
        Assert.Equal(AttemptEnd.Released, results[4].End);
        Assert.Null(catalog.Find(new TaskType(Run)));
    }

    [Fact]
    public async Task A_steps_own_failures_quarantine_nothing_and_break_the_row_of_others()
    {
        var catalog = await LoadAsync();

        for (var i = 0; i < 12; i++)
        {
            var how = i % 5 == 4 ? "throw" : "method";
            Assert.Equal(AttemptEnd.Retry, (await catalog.RunAsync(Run, $$"""{"how":"{{how}}"}""")).End);
        }

        Assert.NotNull(catalog.Find(new TaskType(Run)));
    }

    [Fact]
    public async Task A_reload_lets_what_stays_for_life_be_tried_again()
    {
        var catalog = await LoadAsync();
        Break();
        await FailAsync(catalog, Fragile, times: 5);
        var changes = 0;
        catalog.Changed = () => changes++;

        var reload = await catalog.ReloadAsync("Flawed", TestContext.Current.CancellationToken);

        Assert.Equal(PluginReloadOutcome.Returned, reload.Outcome);
        Assert.NotNull(catalog.Find(new TaskType(Fragile)));
        Assert.Equal(PluginState.Loaded, reload.Plugin!.State);
        Assert.True(changes > 0);
    }

    [Fact]
    public async Task A_plugin_whose_set_up_threw_is_tried_again_after_the_pause()
    {
        sandbox.Settings["Plugins:Flawed:ThrowsWhile"] = Broken;
        var quick = new QuarantineOptions { Pause = TimeSpan.FromMilliseconds(300) };
        sandbox.Options = options => options with { Quarantine = quick };
        Break();
        var catalog = await sandbox.WatchInProductionAsync();
        var refused = Assert.Single(catalog.Plugins);

        File.Delete(Broken);

        Assert.Equal((PluginState.Refused, RefusalCodes.SetupFailed), (refused.State, refused.Code));
        await catalog.ReportsAsync("Flawed", PluginState.Loaded);
    }

    [Fact]
    public async Task A_reload_in_development_starts_with_a_clean_slate()
    {
        sandbox.Options = options => options with { ReloadsInProcess = true };
        var catalog = await sandbox.LoadAsync();
        Break();
        await FailAsync(catalog, Fragile, times: 5);
        File.Delete(Broken);

        var reload = await catalog.ReloadAsync("Flawed", TestContext.Current.CancellationToken);

        Assert.Equal(PluginReloadOutcome.Reloaded, reload.Outcome);
        Assert.Equal(AttemptEnd.Completed, (await catalog.RunAsync(Fragile, "{}")).End);
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    private static async Task<AttemptEnd[]> FailAsync(PluginCatalog catalog, string taskType, int times)
    {
        var ends = new List<AttemptEnd>();
        for (var i = 0; i < times; i++)
        {
            ends.Add((await catalog.RunAsync(taskType, "{}")).End);
        }

        return [.. ends];
    }

    private async Task<PluginCatalog> LoadAsync()
    {
        var catalog = sandbox.NewCatalog(time);
        await catalog.LoadAllAsync(TestContext.Current.CancellationToken);
        return catalog;
    }

    private void Break() => File.WriteAllText(Broken, "");

    private TimeSpan PauseOf(PluginCatalog catalog) =>
        Assert.Single(Assert.Single(catalog.Plugins).Quarantine).UntilTs - time.GetUtcNow();
}
