using System.Collections.Concurrent;
using System.Diagnostics;

namespace FleetQ.TestKit.Fleet;

/// <summary>One host as a process of its own, and the signals that a test sends to it. Disposing kills it.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private HostProcess(string podId, Uri address, Process process)
    {
        PodId = podId;
        Address = address;
        this.process = process;
        Client = new FleetClient(address);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    /// <summary>The pod's id, which a later process may take over.</summary>
    public string PodId { get; }

    /// <summary>The process, as the system knows it.</summary>
    public int ProcessId => process.Id;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Talks to this pod.</summary>
    public FleetClient Client { get; }

    /// <summary>What it wrote to both of its outputs, in the order of arrival.</summary>
    public IReadOnlyCollection<string> Log => lines;

    /// <summary>False after it ended, for whatever reason.</summary>
    public bool IsRunning => !process.HasExited;

    /// <summary>The exit code of a process that ended.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Starts a host and returns at once; it may well fail to start.</summary>
    /// <param name="podId">The pod's id.</param>
    /// <param name="folder">Where it works.</param>
    /// <param name="store">The settings that name its store, without <c>FLEET_Q_</c>.</param>
    /// <param name="settings">All others.</param>
    public static HostProcess Launch(
        string podId, string folder, IReadOnlyDictionary<string, string?> store, PodSettings settings)
    {
        var port = FreePort.Take();
        var start = new ProcessStartInfo(settings.Executable ?? PublishedHost.GetExecutable())
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(IsForTheHost).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in settings.ToEnvironment(podId, port, store))
        {
            start.Environment[name] = value;
        }

        // What a killed host leaves behind goes with the fleet's folder.
        start.Environment["TMPDIR"] = start.WorkingDirectory;
        var process = new Process { StartInfo = start };
        var host = new HostProcess(podId, new Uri($"http://127.0.0.1:{port}"), process);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Waits until the pod takes steps.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message holds its log.</exception>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => Eventually.HoldsAsync(
        $"pod {PodId} is ready",
        Eventually.LongPatience,
        async () => IsRunning
            ? await Client.IsReadyAsync(cancellationToken)
            : throw new InvalidOperationException(
                $"Pod {PodId} ended with exit code {ExitCode} instead of becoming ready:\n{string.Join('\n', Log)}"),
        cancellationToken);

    /// <summary>SIGKILL: the pod vanishes at whatever instruction it is.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => SignalToEndAsync(HostSignal.Kill, cancellationToken);

    /// <summary>SIGTERM: the pod drains; returns its exit code when it has ended.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancellationToken)
    {
        await SignalToEndAsync(HostSignal.Terminate, cancellationToken);
        return ExitCode;
    }

    /// <summary>SIGTERM without waiting for the end.</summary>
    public void BeginTermination() => HostSignal.Send(process.Id, HostSignal.Terminate);

    /// <summary>SIGSTOP: the pod stands still, a moment later, and knows nothing of it.</summary>
    public void Pause() => HostSignal.Send(process.Id, HostSignal.Stop);

    /// <summary>SIGSTOP, and waits until all threads stand still: the signal reaches one after another.</summary>
    public async Task PauseAsync(CancellationToken cancellationToken)
    {
        Pause();
        await Eventually.HoldsAsync(
            $"pod {PodId} stands still",
            Eventually.Patience,
            () => Task.FromResult(!IsRunning || ListThreadStates().All(static state => state is "T")),
            cancellationToken);
    }

    /// <summary>SIGCONT.</summary>
    public void Resume() => HostSignal.Send(process.Id, HostSignal.Continue);

    /// <summary>Waits until the process has ended by itself and all that it wrote is in <see cref="Log"/>.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        Client.Dispose();
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private List<string> ListThreadStates()
    {
        var states = new List<string>();
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{process.Id}/task"))
        {
            try
            {
                // The state follows the name, which stands in brackets.
                var text = File.ReadAllText(Path.Combine(thread, "stat"));
                states.Add(text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]);
            }
            catch (IOException)
            {
                // The thread has ended meanwhile.
                continue;
            }
        }

        return states;
    }

    // The machine that runs the tests may have settings of its own.
    private static bool IsForTheHost(string name) =>
        name.StartsWith("FLEET_Q_", StringComparison.Ordinal)
        || name.StartsWith("FleetQ__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("SNOWFLAKE_", StringComparison.Ordinal)
        || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
        || name.StartsWith("DOTNET_ENVIRONMENT", StringComparison.Ordinal)
        || name is "PORT";

    private async Task SignalToEndAsync(int signal, CancellationToken cancellationToken)
    {
        HostSignal.Send(process.Id, signal);
        await process.WaitForExitAsync(cancellationToken);
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }

    private void KillAtExit(object? sender, EventArgs e) => process.Kill();
}
