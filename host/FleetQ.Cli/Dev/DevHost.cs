using System.Diagnostics;
using System.Globalization;

namespace FleetQ.Cli.Dev;

/// <summary>A host as a process of its own. Disposing ends it.</summary>
internal sealed class DevHost : IAsyncDisposable
{
    public const string Variable = "FLEETQ_HOST";

    /// <summary>How long its handlers may go on when it drains.</summary>
    public const string ShutdownTimeout = "FLEET_Q_SHUTDOWN_TIMEOUT";

    private const string Program = "FleetQ.Host";

    private const string ShutdownSeconds = "2";

    // Besides its handlers: its last requests, its last writes and its farewell to the store. Longer than the host's
    // own patience with them.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly TimeSpan patience;

    private DevHost(ProcessStartInfo start)
    {
        patience = FindPatience(start.Environment[ShutdownTimeout]);
        process = Process.Start(start)!;
    }

    /// <summary>The longest wait for a host that drains: its shutdown timeout and its farewell.</summary>
    /// <param name="shutdownTimeout">The variable's value, in seconds; null where nobody set it.</param>
    public static TimeSpan FindPatience(string? shutdownTimeout)
    {
        var isNumber = double.TryParse(
            shutdownTimeout ?? ShutdownSeconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds);

        // The host refuses what is no number, or too large a one, in its own words.
        return Farewell + TimeSpan.FromSeconds(isNumber && seconds > 0 ? Math.Min(seconds, 86_400) : 0);
    }

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !process.HasExited;

    /// <summary>What it ended with.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Ends when it does.</summary>
    public Task WaitForEndAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    /// <summary>Tells it to end, if Ctrl+C in its terminal did not, and waits while it drains.</summary>
    /// <returns>Whether it has ended.</returns>
    public async Task<bool> DrainAsync(TimeProvider time)
    {
        EndSignal.Send(process);
        using var late = new CancellationTokenSource(patience, time);
        try
        {
            await WaitForEndAsync(late.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Finds the host's program.</summary>
    /// <param name="given">Where somebody said that it is; null where nobody did.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public static string FindProgram(string? given)
    {
        var path = given is null ? Path.Combine(AppContext.BaseDirectory, Program + ".dll") : Path.GetFullPath(given);
        if (Directory.Exists(path))
        {
            path = Path.Combine(path, Program + ".dll");
        }

        return File.Exists(path)
            ? path
            : throw new UsageException(
                $"There is no host '{path}'; name FleetQ.Host, or the folder of './fq publish', with --host or "
                + $"{Variable}.");
    }

    /// <summary>Starts it with the settings that it finds in a folder; it writes to this terminal.</summary>
    /// <param name="program">Its program: an executable or a DLL.</param>
    /// <param name="folder">Where it works.</param>
    public static DevHost StartHere(string program, string folder) => new(Prepare(program, folder));

    /// <summary>Starts it in Development on a project's plugin; it writes to this terminal.</summary>
    /// <param name="program">Its program: an executable or a DLL.</param>
    /// <param name="project">Whose plugin it runs.</param>
    /// <param name="plugins">The folder of plugins.</param>
    /// <param name="port">Where it listens.</param>
    public static DevHost Start(string program, DevProject project, string plugins, int port)
    {
        var start = Prepare(program, project.Folder);
        var variables = start.Environment;
        variables["DOTNET_ENVIRONMENT"] = "Development";
        variables["FLEET_Q_PLUGINS_DIR"] = plugins;
        variables["FLEET_Q_API_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        SetWhereAbsent(variables, "FLEET_Q_SQLITE_DB_PATH", Path.Combine(project.DevFolder, "fleetq.db"));
        SetWhereAbsent(variables, "FLEET_Q_CLAIM_INTERVAL", "1");
        return new DevHost(start);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private static ProcessStartInfo Prepare(string program, string folder)
    {
        var isDll = Path.GetExtension(program) == ".dll";
        var start = new ProcessStartInfo(isDll ? "dotnet" : program, isDll ? [program] : [])
        {
            WorkingDirectory = folder,
        };
        SetWhereAbsent(start.Environment, ShutdownTimeout, ShutdownSeconds);
        return start;
    }

    private static void SetWhereAbsent(IDictionary<string, string?> variables, string name, string value)
    {
        if (!variables.ContainsKey(name))
        {
            variables[name] = value;
        }
    }
}
