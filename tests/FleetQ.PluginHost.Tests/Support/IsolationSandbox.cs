using System.Diagnostics;
using FleetQ.Engine.Dispatching;
using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Isolation;
using FleetQ.PluginHost.Loading;
using Microsoft.Extensions.Configuration;

namespace FleetQ.PluginHost.Tests.Support;

/// <summary>Starts a test plugin in processes of its own.</summary>
internal sealed class IsolationSandbox : IAsyncDisposable
{
    private readonly PluginSandbox plugins;
    private readonly List<IPluginGeneration> generations = [];
    private readonly string plugin;
    private IsolatedStarter? starter;

    public IsolationSandbox(string plugin)
    {
        this.plugin = plugin;
        plugins = new PluginSandbox(plugin);
    }

    public Dictionary<string, string?> Settings => plugins.Settings;

    public RecordingLoggers Loggers => plugins.Loggers;

    public IsolationOptions Options { get; set; } = new()
    {
        CancelGrace = TimeSpan.FromMilliseconds(300),
        RestartDelay = TimeSpan.FromMilliseconds(50),
    };

    public IsolatedPlugin Plugin => (IsolatedPlugin)generations[^1];

    public string Path(params string[] parts) => plugins.Path([plugin, .. parts]);

    public Task WriteManifestAsync(string text) =>
        File.WriteAllTextAsync(Path("fleetq.json"), text, TestContext.Current.CancellationToken);

    public async Task<IsolatedPlugin> StartAsync()
    {
        var started = await TryStartAsync();
        Assert.Null(started.Refusal);
        return Plugin;
    }

    public async Task<StartResult> TryStartAsync(string? fingerprint = null)
    {
        starter ??= new IsolatedStarter(
            new PluginServices(
                new ConfigurationBuilder().AddInMemoryCollection(Settings).Build(), Loggers, TimeProvider.System),
            Options);
        var candidate = new PluginCandidate(plugin, Path(), Path(plugin + ".dll"), IsLone: false);
        var (facts, refusal) = PluginInspection.Read(candidate);
        Assert.Null(refusal);
        var copy = new PluginCopy(candidate, candidate, fingerprint ?? Fingerprint.Find(candidate)!, []);
        var started = await starter.StartAsync(copy, facts!, TestContext.Current.CancellationToken);
        if (started.Generation is { } generation)
        {
            generations.Add(generation);
        }

        return started;
    }

    public Task<AttemptResult> RunAsync(string how, string stepId = "my-1", int size = 0) =>
        RunAsync(Attempts.Of("unruly", Arguments(how, size)).Named(stepId), TestContext.Current.CancellationToken);

    public async Task<AttemptResult> RunAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var route = Plugin.Routes.Single(route => route.TaskType == attempt.Claim.TaskType);
        return await route.Runner.RunAsync(attempt, cancellationToken);
    }

    /// <summary>Starts an attempt that tells when its handler runs.</summary>
    public Task<Task<AttemptResult>> BeginAsync(string how, string stepId) =>
        BeginCancellableAsync(how, stepId, CancellationToken.None);

    public async Task<Task<AttemptResult>> BeginCancellableAsync(
        string how, string stepId, CancellationToken cancellationToken)
    {
        var isRunning = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempt = Attempts.Of("unruly", Arguments(how, 0), (_, _) => isRunning.TrySetResult()).Named(stepId);
        var run = RunAsync(attempt, cancellationToken);
        await Task.WhenAny(run, isRunning.Task).WaitAsync(
            TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(run.IsCompleted);
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var generation in generations)
        {
            await generation.DisposeAsync();
        }

        starter?.Dispose();
        await plugins.DisposeAsync();
    }

    public static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Arguments(string how, int size) => $$"""{"how":"{{how}}","size":{{size}}}""";
}
