using System.Net;
using System.Text.Json;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>Plugins that misbehave in the process of a host that is one of its own.</summary>
public sealed class FlawedPluginTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly object Soon = new { strategy = "constant", base_ms = 10, max_ms = 20 };

    private readonly FleetUnderTest box = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plugin_that_kills_its_pod_three_times_is_isolated_and_its_neighbours_go_on()
    {
        var fleet = await box.PrepareAsync("Flawed");
        var pod = await StartAsync(fleet, "pod-1", FlawedPlugins.Settings());
        var poison = await pod.Client.SubmitAsync(
            Flawed("fail-fast") with { MaxRetries = 4, Retry = Soon }, Token);
        for (var deaths = 1; deaths < 3; deaths++)
        {
            await pod.WaitForExitAsync(Token);
            pod = fleet.Launch("pod-1", FlawedPlugins.Settings());
        }

        await pod.WaitForExitAsync(Token);
        pod = await StartAsync(fleet, "pod-1", FlawedPlugins.Settings());
        var echo = await pod.Client.SubmitAsync(new StepBody("echo", new { number = 1 }), Token);

        Assert.Equal("completed", (await pod.Client.WaitForEndAsync(echo, Limit, Token)).Status);
        var ended = await pod.Client.WaitForEndAsync(poison, Limit, Token);
        Assert.Equal("failed", ended.Status);
        Assert.Contains("enough is enough", ended.Error, StringComparison.Ordinal);
        Assert.True(pod.IsRunning);
        var report = await ReportAsync(pod, "Flawed");
        Assert.Equal("process", report.GetProperty("isolation").GetString());
        Assert.Equal("isolated-after-crashes", report.GetProperty("code").GetString());
        var neighbour = await ReportAsync(pod, "FleetQ.Plugins.Echo");
        Assert.Equal(JsonValueKind.Null, neighbour.GetProperty("isolation").ValueKind);
    }

    [Fact]
    public async Task A_plugin_whose_load_kills_its_pod_three_times_is_refused_and_the_pod_serves_the_others()
    {
        var fleet = await box.PrepareAsync("Flawed");
        var flaw = Path.Combine(fleet.Folder, "flaw");
        await File.WriteAllTextAsync(flaw, "", Token);
        var settings = FlawedPlugins.Settings(("PLUGIN_FLAWED__DIESWHILE", flaw));
        for (var deaths = 1; deaths <= 3; deaths++)
        {
            Assert.NotEqual(0, (await fleet.RunToEndAsync(settings, Token)).ExitCode);
        }

        var pod = await StartAsync(fleet, "pod-1", settings);

        var report = await ReportAsync(pod, "Flawed");
        Assert.Equal("refused", report.GetProperty("state").GetString());
        Assert.Equal("crashed-host", report.GetProperty("code").GetString());
        var echo = await pod.Client.SubmitAsync(new StepBody("echo", new { number = 1 }), Token);
        Assert.Equal("completed", (await pod.Client.WaitForEndAsync(echo, Limit, Token)).Status);
    }

    [Theory]
    [InlineData("async-void", "thrown where nobody listens")]
    [InlineData("timer", "thrown by a timer")]
    public async Task What_a_plugin_throws_where_nobody_catches_it_ends_no_process_but_makes_the_pod_unready(
        string how, string message)
    {
        var fleet = await box.PrepareAsync("Flawed");
        var pod = await StartAsync(fleet, "pod-1", FlawedPlugins.Settings());

        var step = await pod.Client.SubmitAsync(Flawed(how), Token);

        Assert.Equal("completed", (await pod.Client.WaitForEndAsync(step, Limit, Token)).Status);
        var (code, ready) = await UntilAsync(pod, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Contains("'Flawed'", ready.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(pod, "counters", "fleetq.plugin.unhandled"));
        Assert.Contains(pod.Log, line => line.Contains(message, StringComparison.Ordinal));
        var echo = await pod.Client.SubmitAsync(new StepBody("echo", new { number = 1 }), Token);
        Assert.Equal("completed", (await pod.Client.WaitForEndAsync(echo, Limit, Token)).Status);
    }

    [Fact]
    public async Task In_development_a_pod_stays_ready_after_what_nobody_caught()
    {
        var fleet = await box.PrepareAsync("Flawed");
        var pod = await StartAsync(fleet, "pod-1", FlawedPlugins.Settings(("PLUGINS_WATCH", "true")));

        await pod.Client.SubmitAsync(Flawed("async-void"), Token);

        await Deadline.HoldsAsync(
            "it is counted",
            Limit,
            async () => await CountAsync(pod, "counters", "fleetq.plugin.unhandled") == 1,
            Token);
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(pod)).Code);
    }

    [Theory]
    [InlineData("block", "has held managed thread")]
    [InlineData("ignore", "has awaited something")]
    public async Task Handlers_that_ignore_their_token_are_reported_and_when_they_hold_all_places_the_pod_is_unready(
        string how, string stands)
    {
        var fleet = await box.PrepareAsync("Flawed");
        var pod = await StartAsync(fleet, "pod-1", FlawedPlugins.Settings());
        var gate = Path.Combine(fleet.Folder, "gate");
        var steps = await pod.Client.SubmitBatchAsync([Flawed(how, gate), Flawed(how, gate)], Token);
        await Deadline.HoldsAsync(
            "both run", Limit, async () => await CountAsync(pod, "gauges", "fleetq.dispatching.running") == 2, Token);

        await Task.WhenAll(steps.Select(step => pod.Client.CancelAsync(step, Token)));

        var (_, ready) = await UntilAsync(pod, HttpStatusCode.ServiceUnavailable);
        Assert.Contains("all places", ready.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, (await ReportAsync(pod, "Flawed")).GetProperty("abandoned").GetInt32());
        Assert.Equal(2, await CountAsync(pod, "counters", "fleetq.dispatching.abandoned"));
        Assert.Contains(
            pod.Log,
            line => line.Contains("of plugin Flawed 1.2.3", StringComparison.Ordinal)
                && line.Contains(stands, StringComparison.Ordinal));
        await File.WriteAllTextAsync(gate, "", Token);
        Assert.Equal(HttpStatusCode.OK, (await UntilAsync(pod, HttpStatusCode.OK)).Code);
        Assert.Equal(0, (await ReportAsync(pod, "Flawed")).GetProperty("abandoned").GetInt32());
    }

    [Fact]
    public async Task Steps_of_a_plugin_that_is_quarantined_on_one_pod_complete_on_another()
    {
        var fleet = await box.PrepareAsync("Flawed");
        var broken = Path.Combine(fleet.Folder, "broken");
        await File.WriteAllTextAsync(broken, "", Token);
        var settings = FlawedPlugins.Settings(("PLUGIN_FLAWED__BROKENWHILE", broken), ("QUARANTINE_PAUSE", "600"));
        var pod = await StartAsync(fleet, "pod-1", settings);
        var body = new StepBody("flawed.fragile", new { how = "" })
        {
            MaxRetries = 10,
            Retry = Soon,
        };
        var steps = await pod.Client.SubmitBatchAsync([.. Enumerable.Repeat(body, 30)], Token);
        await Deadline.HoldsAsync(
            "it is quarantined", Limit, async () => await StateAsync(pod) == "quarantined", Token);

        var other = await StartAsync(fleet, "pod-2", FlawedPlugins.Settings());

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
        var pod = await StartAsync(fleet, "pod-1", FlawedPlugins.Settings(("PLUGINS_WATCH", "true")));
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

    private static StepBody Flawed(string how, string? file = null) => new("flawed.run", new { how, file });

    private static async Task<HostProcess> StartAsync(FleetInABox fleet, string podId, PodSettings settings)
    {
        var pod = fleet.Launch(podId, settings);
        await pod.WaitUntilReadyAsync(Token);
        return pod;
    }

    private static async Task<string?> StateAsync(HostProcess pod) =>
        (await ReportAsync(pod, "Flawed")).GetProperty("state").GetString();

    private static async Task<JsonElement> ReportAsync(HostProcess pod, string plugin) =>
        (await pod.Client.GetAsync("/admin/plugins", Token)).GetProperty("plugins").EnumerateArray()
            .Single(report => report.GetProperty("name").GetString() == plugin);

    private static async Task<double> CountAsync(HostProcess pod, string kind, string name) =>
        (await pod.Client.GetAsync("/metrics/json", Token)).GetProperty(kind).GetProperty(name).GetDouble();

    private static async Task<(HttpStatusCode Code, JsonElement Body)> UntilAsync(HostProcess pod, HttpStatusCode code)
    {
        (HttpStatusCode Code, JsonElement Body) last = default;
        await Deadline.HoldsAsync(
            $"it answers {code}", Limit, async () => (last = await ReadyAsync(pod)).Code == code, Token);
        return last;
    }

    private static async Task<(HttpStatusCode Code, JsonElement Body)> ReadyAsync(HostProcess pod)
    {
        using var http = new HttpClient { BaseAddress = pod.Address };
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), Token);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Token)));
    }
}
