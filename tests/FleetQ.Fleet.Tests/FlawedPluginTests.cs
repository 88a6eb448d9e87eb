using System.Net;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;
using static FleetQ.Fleet.Tests.FlawedPlugins;

namespace FleetQ.Fleet.Tests;

/// <summary>Plugins that misbehave in the process of a host that is one of its own.</summary>
public sealed class FlawedPluginTests : IAsyncDisposable
{
    private readonly FleetUnderTest box = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("async-void", "thrown where nobody listens")]
    [InlineData("timer", "thrown by a timer")]
    public async Task What_a_plugin_throws_where_nobody_catches_it_ends_no_process_but_makes_the_pod_unready(
        string how, string message)
    {
        var fleet = await box.PrepareAsync("Flawed");
        var pod = await StartAsync(fleet, "pod-1", Settings());

        var step = await pod.Client.SubmitAsync(Flawed(how), Token);

        Assert.Equal("completed", (await pod.Client.WaitForEndAsync(step, Limit, Token)).Status);
        await UntilUnreadyAsync(pod, "'Flawed'");
        await Eventually.TrueAsync(() => pod.HasLogged(message), Limit);
        Assert.Equal(1, await CountAsync(pod, "counters", "fleetq.plugin.unhandled"));
        var echo = await pod.Client.SubmitAsync(new StepBody("echo", new { number = 1 }), Token);
        Assert.Equal("completed", (await pod.Client.WaitForEndAsync(echo, Limit, Token)).Status);
    }

    [Fact]
    public async Task In_development_a_pod_stays_ready_after_what_nobody_caught()
    {
        var fleet = await box.PrepareAsync("Flawed");
        var pod = await StartAsync(fleet, "pod-1", Settings(("PLUGINS_WATCH", "true")));

        await pod.Client.SubmitAsync(Flawed("async-void"), Token);

        await Eventually.HoldsAsync(
            "it is counted",
            Limit,
            async () => await CountAsync(pod, "counters", "fleetq.plugin.unhandled") == 1,
            Token);
        await UntilReadyAsync(pod);
    }

    [Theory]
    [InlineData("block", "has held managed thread")]
    [InlineData("ignore", "has awaited something")]
    public async Task Handlers_that_ignore_their_token_are_reported_and_when_they_hold_all_places_the_pod_is_unready(
        string how, string stands)
    {
        var fleet = await box.PrepareAsync("Flawed");
        var pod = await StartAsync(fleet, "pod-1", Settings());
        var gate = Path.Combine(fleet.Folder, "gate");
        var steps = await pod.Client.SubmitBatchAsync([Flawed(how, gate), Flawed(how, gate)], Token);
        await Eventually.HoldsAsync(
            "both run", Limit, async () => await CountAsync(pod, "gauges", "fleetq.dispatching.running") == 2, Token);

        await Task.WhenAll(steps.Select(step => pod.Client.CancelAsync(step, Token)));

        await UntilUnreadyAsync(pod, "all places");
        Assert.Equal(2, (await ReportAsync(pod, "Flawed")).GetProperty("abandoned").GetInt32());
        Assert.Equal(2, await CountAsync(pod, "counters", "fleetq.dispatching.abandoned"));
        await Eventually.TrueAsync(
            () => pod.Log.Any(line => line.Contains("of plugin Flawed 1.2.3", StringComparison.Ordinal)
                && line.Contains(stands, StringComparison.Ordinal)),
            Limit);
        await File.WriteAllTextAsync(gate, "", Token);
        await UntilReadyAsync(pod);
        await Eventually.TrueAsync(
            async () => (await ReportAsync(pod, "Flawed")).GetProperty("abandoned").GetInt32() == 0, Limit);
    }

    [Fact]
    public async Task Steps_of_a_plugin_that_is_quarantined_on_one_pod_complete_on_another()
    {
        var fleet = await box.PrepareAsync("Flawed");
        var broken = Path.Combine(fleet.Folder, "broken");
        await File.WriteAllTextAsync(broken, "", Token);
        var settings = Settings(("PLUGIN_FLAWED__BROKENWHILE", broken), ("QUARANTINE_PAUSE", "600"));
        var pod = await StartAsync(fleet, "pod-1", settings);
        var body = new StepBody("flawed.fragile", new { how = "" })
        {
            MaxRetries = 10,
            Retry = Soon,
        };
        var steps = await pod.Client.SubmitBatchAsync([.. Enumerable.Repeat(body, 30)], Token);
        await Eventually.HoldsAsync(
            "it is quarantined", Limit, async () => await StateAsync(pod) == "quarantined", Token);

        var other = await StartAsync(fleet, "pod-2", Settings());

        foreach (var step in steps)
        {
            Assert.Equal("completed", (await other.Client.WaitForEndAsync(step, Limit, Token)).Status);
        }

        var report = await ReportAsync(pod, "Flawed");
        Assert.Equal("flawed.fragile", report.GetProperty("quarantine")[0].GetProperty("task_type").GetString());
        Assert.Equal(1, await CountAsync(pod, "gauges", "fleetq.plugin.quarantined"));
    }

    [Fact]
    public async Task A_pod_in_which_too_many_replaced_plugins_live_on_says_so_and_drains_itself()
    {
        var fleet = await box.PrepareAsync("RootedByEvent");
        var pod = await StartAsync(fleet, "pod-1", Settings(("PLUGINS_WATCH", "true")));
        using var http = new HttpClient { BaseAddress = pod.Address };
        var path = new Uri("/admin/plugins/RootedByEvent/reload", UriKind.Relative);

        for (var i = 0; i < 6; i++)
        {
            var step = await pod.Client.SubmitAsync(new StepBody("rooted.event", new { number = i }), Token);
            Assert.Equal("completed", (await pod.Client.WaitForEndAsync(step, Limit, Token)).Status);
            using var reload = await http.PostAsync(path, null, Token);
            Assert.Equal(HttpStatusCode.OK, reload.StatusCode);
        }

        Assert.Equal(0, await pod.WaitForExitAsync(Token).WaitAsync(Limit, Token));
        Assert.Contains(pod.Log, line => line.Contains("replaced plugins", StringComparison.OrdinalIgnoreCase));
    }

    public ValueTask DisposeAsync() => box.DisposeAsync();
}
