using System.Diagnostics;
using System.Globalization;

namespace FleetQ.Cli.Dev;

/// <summary>A host as a process of its own. Disposing ends it.</summary>
internal sealed class DevHost : IAsyncDisposable
{
    public const string Variable = "FLEETQ_HOST";

    private const string Program = "FleetQ.Host";
    private const string ShutdownTimeout = "FLEET_Q_SHUTDOWN_TIMEOUT";

    // A little more than the timeout below.
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(3);

    private readonly Process process;

    private DevHost(Process process) => this.process = process;

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !process.HasExited;

    /// <summary>What it ended with.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Ends when it does.</summary>
    public Task WaitForEndAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    /// <summary>Tells it to end, if Ctrl+C in its terminal did not, and waits a little while it drains.</summary>
    /// <returns>Whether it has ended.</returns>
    public async Task<bool> DrainAsync(TimeProvider time)
    {
        EndSignal.Send(process);
        using var patience = new CancellationTokenSource(DrainPatience, time);
        try
        {
            await WaitForEndAsync(patience.Token);
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
    public static DevHost StartHere(string program, string folder) => new(Process.Start(Prepare(program, folder))!);

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
        return new DevHost(Process.Start(start)!);
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
        SetWhereAbsent(start.Environment, ShutdownTimeout, "2");
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
