using System.Text.Json;
using FleetQ.TestKit.Fleet;
using static FleetQ.Fleet.Tests.FlawedPlugins;

namespace FleetQ.Fleet.Tests;

/// <summary>Plugins that take the process of their host along.</summary>
public sealed class DeadlyPluginTests : IAsyncDisposable
{
    // What ends the pod must not run before the pod has answered who submitted it.
    private const double AfterTheAnswer = 1;

    private readonly FleetUnderTest box = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plugin_that_kills_its_pod_three_times_is_isolated_and_its_neighbours_go_on()
    {
        var fleet = await box.PrepareAsync("Flawed");
        var pod = await StartAsync(fleet, "pod-1", Settings());
        var poison = await pod.Client.SubmitAsync(
            Flawed("fail-fast") with { MaxRetries = 4, Retry = Soon, DelaySeconds = AfterTheAnswer }, Token);
        for (var deaths = 1; deaths < 3; deaths++)
        {
            await pod.WaitForExitAsync(Token);
            pod = fleet.Launch("pod-1", Settings());
        }

        await pod.WaitForExitAsync(Token);
        pod = await StartAsync(fleet, "pod-1", Settings());
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
        var settings = Settings(("PLUGIN_FLAWED__DIESWHILE", flaw));
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

    public ValueTask DisposeAsync() => box.DisposeAsync();
}
