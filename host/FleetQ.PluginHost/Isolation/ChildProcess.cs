using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Isolation;

/// <summary>The operating system's process of a child; what it writes comes out in the host's log.</summary>
internal sealed partial class ChildProcess : IDisposable
{
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly string plugin;
    private readonly LastWords words = new();
    private readonly Task mirrors;

    private ChildProcess(Process process, string plugin, ILogger logger, TimeProvider time)
    {
        this.process = process;
        this.plugin = plugin;
        this.logger = logger;
        this.time = time;
        Id = process.Id;
        Exited = process.WaitForExitAsync(CancellationToken.None);
        process.StandardInput.Close();
        mirrors = Task.WhenAll(
            LineMirror.RunAsync(process.StandardOutput, line => LogOutputLine(plugin, Id, line)),
            LineMirror.RunAsync(process.StandardError, TakeErrorLine));
    }

    /// <summary>The process's number.</summary>
    public int Id { get; }

    /// <summary>Ends with the process.</summary>
    public Task Exited { get; }

    /// <summary>Starts a program.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static async Task<ChildProcess> StartAsync(
        ProcessStarter starter,
        string program,
        IReadOnlyDictionary<string, string?> variables,
        string plugin,
        ILogger logger,
        TimeProvider time)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = await starter.StartAsync(start).ConfigureAwait(false);
        return new ChildProcess(process, plugin, logger, time);
    }

    /// <summary>Ends it by force, and what it started.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception failure)
            when (failure is InvalidOperationException or AggregateException or System.ComponentModel.Win32Exception)
        {
            // It ended at the same moment.
        }
    }

    /// <summary>Waits for its end, and ends it when it takes too long.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <returns>How it ended, with what it last wrote.</returns>
    public async Task<ChildEnd> WaitForEndAsync(TimeSpan patience)
    {
        await Exited.WaitAsync(patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!Exited.IsCompleted)
        {
            Kill();
            await Exited.ConfigureAwait(false);
        }

        // Whatever it started may hold its output open after it.
        await mirrors.WaitAsync(OutputPatience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ChildEnd.Of(process.ExitCode, words);
    }

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();

    private void TakeErrorLine(string line)
    {
        words.Add(line);
        LogErrorLine(plugin, Id, line);
    }
}
