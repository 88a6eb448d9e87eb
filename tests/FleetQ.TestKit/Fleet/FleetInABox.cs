using System.Collections.Concurrent;

namespace FleetQ.TestKit.Fleet;

/// <summary>
/// Hosts on one store, and a temporary folder. Disposing kills the hosts and removes the store and the folder.
/// </summary>
public sealed class FleetInABox : IAsyncDisposable
{
    // Launched by the test while its load looks for who runs.
    private readonly ConcurrentQueue<HostProcess> started = new();
    private readonly PodSettings settings;

    /// <summary>Makes a folder with a SQLite file; no host is started.</summary>
    public FleetInABox(PodSettings settings)
        : this(settings, Directory.CreateTempSubdirectory("fleetq-").FullName)
    {
    }

    private FleetInABox(PodSettings settings, string folder)
    {
        this.settings = settings;
        Folder = folder;
        Store = new SqliteFleetStore(folder);
    }

    /// <summary>The store that the hosts share.</summary>
    public IFleetStore Store { get; private init; }

    /// <summary>The folder of this fleet, for the test's own files too.</summary>
    public string Folder { get; }

    /// <summary>The file that the hosts share when the store is SQLite.</summary>
    public string DatabasePath => DatabasePathIn(Folder);

    /// <summary>The hosts that run, in the order of their start.</summary>
    public IReadOnlyList<HostProcess> Running => [.. started.Where(host => host.IsRunning)];

    /// <summary>Every host that was started, with those that ended.</summary>
    public IReadOnlyList<HostProcess> Started => [.. started];

    /// <summary>Makes a folder and the store; no host is started.</summary>
    public static async Task<FleetInABox> MakeAsync(
        PodSettings settings, FleetStoreMaker makeStore, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(makeStore);
        var folder = Directory.CreateTempSubdirectory("fleetq-").FullName;
        return new FleetInABox(settings, folder) { Store = await makeStore(folder, cancellationToken) };
    }

    /// <summary>Starts pod-1, pod-2 and so on, each when the one before is ready: pod-1 is the oldest.</summary>
    public async Task StartPodsAsync(int pods, CancellationToken cancellationToken)
    {
        for (var number = 1; number <= pods; number++)
        {
            await StartPodAsync($"pod-{number}", cancellationToken);
        }
    }

    /// <summary>Starts one more pod and waits until it is ready; an id may be taken over from one that ended.</summary>
    public async Task<HostProcess> StartPodAsync(string podId, CancellationToken cancellationToken)
    {
        var host = Launch(podId, settings);
        await host.WaitUntilReadyAsync(cancellationToken);
        return host;
    }

    /// <summary>Starts a host with settings of its own and does not wait.</summary>
    public HostProcess Launch(string podId, PodSettings settings)
    {
        var host = HostProcess.Launch(podId, Folder, Store.Settings, settings);
        started.Enqueue(host);
        return host;
    }

    /// <summary>Writes the latest lines of every host's log, for a test that failed.</summary>
    public void WriteLogs(Action<string> write, int linesMax = 60)
    {
        foreach (var host in started)
        {
            write($"---- {host.PodId} {(host.IsRunning ? "runs" : $"ended with {host.ExitCode}")}");
            foreach (var line in host.Log.Where(line => line.Length > 0).TakeLast(linesMax))
            {
                write(line);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var host in started)
        {
            await host.DisposeAsync();
        }

        await Store.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    internal static string DatabasePathIn(string folder) => Path.Combine(folder, "fleetq.db");
}
