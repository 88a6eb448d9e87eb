using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Sqlite;

public sealed class SqliteIsolationTests : IAsyncDisposable
{
    private const int MemoryLimitMb = 64;
    private static readonly TimeSpan Limit = Eventually.LongPatience;

    private readonly FleetUnderTest box = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("overflow", "Stack overflow", 0)]
    [InlineData("fail-fast", "enough is enough", 0)]
    [InlineData("fill", "emory", 5)]
    public async Task A_handler_that_ends_its_process_in_an_isolated_plugin_fails_its_step_with_the_cause_and_no_other(
        string how, string cause, int neighboursRetriesMax)
    {
        var (fleet, pod) = await StartAsync();
        var fine = Enumerable.Range(0, 30).Select(_ => new StepBody("unruly", new { how = "fine" })).ToList();
        var echo = Enumerable.Range(0, 30).Select(number => new StepBody("echo", new { number })).ToList();
        var deadly = new StepBody("unruly", new { how, size = 4 * MemoryLimitMb })
        {
            MaxRetries = 2,
            Retry = new { strategy = "constant", base_ms = 10, max_ms = 20 },
        };

        var steps = await pod.Client.SubmitBatchAsync([.. fine[..15], deadly, .. fine[15..], .. echo], Token);

        var guilty = await pod.Client.WaitForEndAsync(steps[15], Limit, Token);
        Assert.Equal("failed", guilty.Status);
        Assert.Contains(cause, guilty.Error, StringComparison.Ordinal);
        Assert.Equal(3, guilty.Attempts.Count(attempt => attempt.Outcome is "retry" or "failed"));
        foreach (var (index, step) in steps.Index().Where(static pair => pair.Index != 15))
        {
            // In the same process, there may be no memory left for a neighbour's attempt either.
            var ended = await pod.Client.WaitForEndAsync(step, Limit, Token);
            Assert.Equal("completed", ended.Status);
            Assert.InRange(ended.RetryCount, 0, index <= fine.Count ? neighboursRetriesMax : 0);
        }

        Assert.True(Assert.Single(fleet.Started).IsRunning);
    }

    [Fact]
    public async Task The_process_of_a_plugin_ends_with_its_host_however_that_ends()
    {
        var (fleet, pod) = await StartAsync();
        var step = await pod.Client.SubmitAsync(new StepBody("unruly", new { how = "fine" }), Token);
        var ended = await pod.Client.WaitForEndAsync(step, Limit, Token);
        var child = ended.Result!.Value.GetProperty("process_id").GetInt32();
        Assert.NotEqual(pod.ProcessId, child);
        await pod.Client.SubmitAsync(new StepBody("unruly", new { how = "spin" }), Token);

        await pod.KillAsync(Token);

        await Eventually.HoldsAsync("the child is gone", Limit, () => Task.FromResult(!IsAlive(child)), Token);
        Assert.Empty(fleet.Running);
    }

    public ValueTask DisposeAsync() => box.DisposeAsync();

    private async Task<(FleetInABox Fleet, HostProcess Pod)> StartAsync()
    {
        var fleet = await box.PrepareAsync(PodSettings.Calm);
        var plugins = Path.Combine(fleet.Folder, "plugins");
        Copy(Path.Combine(AppContext.BaseDirectory, "plugins", "Unruly"), Path.Combine(plugins, "Unruly"));
        const string Echo = "FleetQ.Plugins.Echo";
        Copy(Path.Combine(PublishedHost.Plugins, Echo), Path.Combine(plugins, Echo));
        var settings = PodSettings.Calm with
        {
            Others = new Dictionary<string, string?>
            {
                ["PLUGINS_DIR"] = plugins,
                ["PLUGIN_UNRULY__ISOLATION"] = "process",
                ["PLUGIN_UNRULY__MEMORYLIMITMB"] = $"{MemoryLimitMb}",
            },
        };
        var pod = fleet.Launch("pod-1", settings);
        await pod.WaitUntilReadyAsync(Token);
        return (fleet, pod);
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }

    // A killed process that nobody has waited for yet is dead all the same: it has no memory any more.
    private static bool IsAlive(int processId)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{processId}/status");
            return !status.Contains("State:\tZ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // There is none of that id, or no more.
            return false;
        }
    }
}
