using FleetQ.Engine.Loops;
using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Inspection;
using FleetQ.PluginHost.Isolation;
using FleetQ.PluginHost.Isolation.Frames;
using FleetQ.PluginHost.Loading;
using FleetQ.PluginHost.Trust;
using Microsoft.Extensions.Configuration;

namespace FleetQ.PluginProcess;

/// <summary>The life of this process: it connects, loads its plugin, runs what it is given, and ends.</summary>
internal sealed class PluginProcessLife(FrameConnection connection) : IDisposable
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(30);

    private readonly ThreadPacer threads = new();
    private readonly TaskCompletionSource<LaunchFrame> launch = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource ending = new();
    private PluginRuns? runs;

    /// <summary>Lives.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ChildInvitation invitation)
    {
        using var patience = new CancellationTokenSource(ConnectPatience, TimeProvider.System);
        var stream = await ChildAddress.ConnectAsync(invitation.Address, patience.Token).ConfigureAwait(false);
        await using var connection = new FrameConnection(stream);
        connection.TrySend(new TextFrame(FrameKind.Greeting, invitation.Secret));
        using var life = new PluginProcessLife(connection);
        return await life.RunAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => ending.Dispose();

    private async Task<int> RunAsync()
    {
        new Thread(ReceiveToEnd) { Name = "host frames", IsBackground = true }.Start();
        var order = await launch.Task.ConfigureAwait(false);
        _ = threads.RunAsync("beat", () => BeatAsync(order.BeatInterval));
        using var loggers = new FrameLoggers(connection, order.Level);
        var (plugin, hello) = Load(order, loggers);
        if (plugin is null)
        {
            connection.TrySend(hello.ToFrame());
            await connection.FlushAsync().ConfigureAwait(false);
            return 0;
        }

        runs = new PluginRuns(plugin.Routes, connection);
        connection.TrySend(hello.ToFrame());
        await runs.Drained.ConfigureAwait(false);
        await plugin.DisposeAsync().ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        await connection.FlushAsync().ConfigureAwait(false);

        // Threads that the plugin left running must not keep the process.
        Environment.Exit(0);
        return 0;
    }

    // On a thread of its own: handlers that block the whole pool must not keep a cancel, or the host's death, from it.
    private void ReceiveToEnd()
    {
        connection.Receive(Take);
        HostDeath.EndNow();
    }

    private static (IPluginGeneration? Plugin, HelloFrame Hello) Load(LaunchFrame order, FrameLoggers loggers)
    {
        var contract = SdkContract.Offered.ToString();
        var candidate = order.Plugin;
        var settings = order.Settings.Select(pair => KeyValuePair.Create(
            pair.Key.Length == 0 ? $"Plugins:{candidate.Name}" : $"Plugins:{candidate.Name}:{pair.Key}", pair.Value));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var (facts, refusal) = PluginInspection.Read(candidate);

        // The files were judged long ago, perhaps: a process that starts again loads those very bytes or nothing.
        if (Fingerprint.Find(candidate) != order.Fingerprint)
        {
            return (null, new HelloFrame { Contract = contract, Refusal = TrustRefusals.CopyChanged(candidate) });
        }

        if (facts is null)
        {
            return (null, new HelloFrame { Contract = contract, Refusal = refusal });
        }

        var loader = new PluginLoader(new PluginServices(configuration, loggers, TimeProvider.System));
        var copy = new PluginCopy(candidate, candidate, order.Fingerprint, []);
        var (plugin, failure) = loader.Load(copy, facts, isUnloadable: false);
        return (plugin, new HelloFrame
        {
            Contract = contract,
            Refusal = failure,
            Version = facts.Version,
            Sha256 = PluginHost.Discovery.FileSum.Find(candidate.MainAssembly),
            Routes = plugin is null ? [] : [.. plugin.Routes.Select(HelloRoute.Of)],
        });
    }

    private void Take(FrameKind kind, FrameReader said)
    {
        switch (kind)
        {
            case FrameKind.Launch:
                launch.TrySetResult(LaunchFrame.Read(ref said));
                break;
            case FrameKind.Run:
                runs!.Begin(ref said);
                break;
            case FrameKind.Cancel:
                runs!.Cancel(CancelFrame.Read(ref said).Number);
                break;
            case FrameKind.Drain when runs is null:
                Environment.Exit(0);
                break;
            case FrameKind.Drain:
                runs.Drain();
                break;
            case FrameKind.Greeting or FrameKind.Hello or FrameKind.Progress or FrameKind.LogLine:
            case FrameKind.Result or FrameKind.Beat:
            default:
                throw new InvalidDataException($"A host says no {kind}.");
        }
    }

    private async Task BeatAsync(TimeSpan interval)
    {
        while (!ending.IsCancellationRequested)
        {
            connection.TrySend(new WordFrame(FrameKind.Beat));
            await threads.WaitAsync(interval, ending.Token).ConfigureAwait(false);
        }
    }
}
