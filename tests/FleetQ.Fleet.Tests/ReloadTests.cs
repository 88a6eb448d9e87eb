using System.Diagnostics;
using System.Globalization;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>Plugins that are replaced in a host of its own, while it runs steps.</summary>
public sealed class ReloadTests : IAsyncDisposable
{
    private const int StepsPerBatch = 80;

    private static readonly TimeSpan BatchPause = TimeSpan.FromMilliseconds(100);

    private readonly FleetInABox box = new(PodSettings.Calm with
    {
        MaxParallelism = 20,
        Others = new Dictionary<string, string?> { ["PLUGINS_DIR"] = "plugins", ["PLUGINS_WATCH"] = "true" },
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Plugins => Path.Combine(box.Folder, "plugins");

    private string Ran => Path.Combine(box.Folder, "ran");

    [Fact]
    public async Task Reloads_under_load_lose_no_step_and_every_attempt_names_its_version()
    {
        var reloads = Environment.GetEnvironmentVariable("FLEETQ_TEST_LONG") == "1" ? 50 : 8;
        Put("SwapOne");
        Directory.CreateDirectory(Ran);
        var host = await box.StartPodAsync("pod-1", Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var load = SubmitAsync(host.Client, stop.Token);

        var swaps = new List<TimeSpan>();
        for (var i = 1; i <= reloads; i++)
        {
            var (project, version) = i % 2 == 0 ? ("SwapOne", "1.0.0") : ("SwapTwo", "2.0.0");
            swaps.Add(await ReplaceAsync(host.Client, project, version));
        }

        await stop.CancelAsync();
        var (submitted, perSecond) = await load;
        await WaitForAllAsync(host.Client, submitted);
        Tell(swaps, submitted, perSecond);

        await CheckStepsAsync(submitted);
        await Eventually.HoldsAsync(
            "at most one replaced version is in memory",
            Eventually.LongPatience,
            async () => (await host.Client.GetAsync("/metrics/json", Token)).GetProperty("gauges")
                .GetProperty("fleetq.plugin.contexts_retired").GetDouble() <= 1,
            Token);
    }

    [Fact]
    public async Task The_row_of_a_pod_names_what_its_plugins_serve_after_a_swap()
    {
        Put("SwapOne");
        var host = await box.StartPodAsync("pod-1", Token);

        await ReplaceAsync(host.Client, "SwapTwo", "2.0.0");
        var stepId = await host.Client.SubmitAsync(new StepBody("swap.new"), Token);
        var step = await host.Client.WaitForEndAsync(stepId, Eventually.LongPatience, Token);

        Assert.Equal("completed", step.Status);
        await Eventually.HoldsAsync(
            "the row names the new task type",
            Eventually.LongPatience,
            async () => (await host.Client.GetAsync("/admin/pods", Token)).ToString()
                .Contains("swap.new", StringComparison.Ordinal),
            Token);
        var plugins = await host.Client.GetAsync("/admin/plugins", Token);
        Assert.Contains("2.0.0", plugins.GetProperty("pods").GetProperty("pod-1").ToString(), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => box.DisposeAsync();

    // Beside it, then by renaming, as a careful operator does.
    private void Put(string project)
    {
        var (stage, place) = (Path.Combine(Plugins, "_stage"), Path.Combine(Plugins, "Swap"));
        Directory.CreateDirectory(stage);
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "plugins", project)))
        {
            File.Copy(file, Path.Combine(stage, Path.GetFileName(file)));
        }

        if (Directory.Exists(place))
        {
            Directory.Move(place, Path.Combine(Plugins, "_old"));
        }

        Directory.Move(stage, place);
        if (Directory.Exists(Path.Combine(Plugins, "_old")))
        {
            Directory.Delete(Path.Combine(Plugins, "_old"), recursive: true);
        }
    }

    private async Task<TimeSpan> ReplaceAsync(FleetClient client, string project, string version)
    {
        Put(project);
        var clock = Stopwatch.StartNew();
        await Eventually.HoldsAsync(
            $"version {version} serves",
            Eventually.LongPatience,
            async () => (await client.GetAsync("/admin/plugins", Token)).GetProperty("plugins")[0]
                .GetProperty("version").GetString() == version,
            Token);
        return clock.Elapsed;
    }

    private async Task<(int Steps, double PerSecond)> SubmitAsync(FleetClient client, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var steps = 0;
        while (!stop.IsCancellationRequested)
        {
            var batch = Enumerable.Range(steps, StepsPerBatch).Select(number => $"step-{number}").Select(
                key => new StepBody("swap.count", new { file = Ran, key }) { StepId = key });
            await client.SubmitBatchAsync(batch, Token);
            steps += StepsPerBatch;
            await Task.Delay(BatchPause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return (steps, steps / clock.Elapsed.TotalSeconds);
    }

    private static Task WaitForAllAsync(FleetClient client, int steps) => Eventually.HoldsAsync(
        $"all {steps} steps completed",
        TimeSpan.FromMinutes(2),
        async () => (await client.ReadQueueAsync(Token)).GetProperty("completed").GetInt64() == steps,
        Token);

    private static void Tell(List<TimeSpan> swaps, int submitted, double perSecond)
    {
        swaps.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{swaps.Count} swaps, median {swaps[swaps.Count / 2].TotalMilliseconds:0} ms, longest "
            + $"{swaps[^1].TotalMilliseconds:0} ms; {submitted} steps, {perSecond:0} submitted a second"));
    }

    private async Task CheckStepsAsync(int submitted)
    {
        var versions = Directory.GetFiles(Ran).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        Assert.Equal(submitted, versions.Count);
        Assert.Equal(["1.0.0", "2.0.0"], versions.Values.Distinct().Order(StringComparer.Ordinal));
        await using var connection = await box.Store.ConnectAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "select step_id, status, attempt, plugin_version, plugin_sha256 from step_tracker";
        await using var reader = await command.ExecuteReaderAsync(Token);
        var seen = 0;
        while (await reader.ReadAsync(Token))
        {
            seen++;
            Assert.Equal(("completed", 1), (reader.GetString(1), reader.GetInt32(2)));
            Assert.Equal(versions[reader.GetString(0)], reader.GetString(3));
            Assert.Equal(64, reader.GetString(4).Length);
        }

        Assert.Equal(submitted, seen);
    }
}
