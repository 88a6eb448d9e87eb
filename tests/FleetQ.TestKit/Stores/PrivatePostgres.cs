using System.Diagnostics;

using FleetQ.TestKit.Fleet;

using Npgsql;

namespace FleetQ.TestKit.Stores;

/// <summary>
/// A server with a data folder of its own, on a free port of this machine. It refuses to run as root, so a test program
/// that does starts it as another user.
/// </summary>
public sealed class PrivatePostgres : IDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly string[] OtherUsers = ["postgres", "nobody"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fleetq-postgres-");
    private readonly string? user = Environment.IsPrivilegedProcess ? FindUser() : null;
    private readonly int port = FreePort.Take();
    private Process? server;

    private PrivatePostgres()
    {
    }

    /// <summary>Of its superuser, without a database.</summary>
    public string Connection =>
        $"Host=127.0.0.1;Port={port};Username=fleetq;Database=postgres;Pooling=false;Timeout=5";

    private string DataFolder => Path.Combine(folder.FullName, "data");

    public static async Task<PrivatePostgres> StartAsync(params string[] settings)
    {
        var postgres = new PrivatePostgres();
        try
        {
            await postgres.InitializeAsync();
            await postgres.LaunchAsync(settings);
            return postgres;
        }
        catch
        {
            postgres.Dispose();
            throw;
        }
    }

    /// <summary>Starts it on the same data after <see cref="Stop"/>.</summary>
    public async Task LaunchAsync(params string[] settings)
    {
        string[] options =
        [
            "-D", DataFolder, "-p", $"{port}", "-h", "127.0.0.1", "-k", folder.FullName, "-c", "max_connections=400",
            .. settings.SelectMany(static setting => (string[])["-c", setting]),
        ];
        server = Run("postgres", options);
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync())
        {
            if (server.HasExited || TimeProvider.System.GetElapsedTime(startedAt) > StartPatience)
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {ReadLog()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Ends it: at once, without waiting for its clients.</summary>
    public void Stop()
    {
        if (server is { HasExited: false } running)
        {
            // The fast way to stop of the server, and of the program that started it as another user.
            HostSignal.Send(ReadPid() ?? running.Id, HostSignal.Interrupt);
            if (!running.WaitForExit(TimeSpan.FromSeconds(20)))
            {
                running.Kill(entireProcessTree: true);
            }
        }

        server?.Dispose();
        server = null;
    }

    public void Dispose()
    {
        Stop();
        folder.Delete(recursive: true);
    }

    private async Task InitializeAsync()
    {
        if (user is not null)
        {
            await CompleteAsync(Process.Start("chown", [user, folder.FullName]));
        }

        await CompleteAsync(
            Run("initdb", ["-D", DataFolder, "-U", "fleetq", "-A", "trust", "-E", "UTF8", "--locale=C"]));
    }

    private Process Run(string program, string[] options)
    {
        var path = PostgresPrograms.Find(program)
            ?? throw new InvalidOperationException($"The program '{program}' of PostgreSQL is not installed.");
        string[] line = user is null ? [path, .. options] : ["runuser", "-u", user, "--", path, .. options];
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = folder.FullName,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec \"$@\" >> '{LogFile(program)}' 2>&1 < /dev/null");
        start.ArgumentList.Add("sh");
        foreach (var part in line)
        {
            start.ArgumentList.Add(part);
        }

        return Process.Start(start)!;
    }

    private static async Task CompleteAsync(Process process)
    {
        using (process)
        {
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"'{process.StartInfo.FileName}' ended with {process.ExitCode}.");
            }
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(Connection);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            // Not yet.
            return false;
        }
    }

    private static string? FindUser() => Array.Find(
        OtherUsers,
        static name => File.ReadLines("/etc/passwd").Any(
            line => line.StartsWith(name + ":", StringComparison.Ordinal)));

    private int? ReadPid()
    {
        var file = Path.Combine(DataFolder, "postmaster.pid");
        return File.Exists(file) ? int.Parse(File.ReadLines(file).First(), provider: null) : null;
    }

    private string LogFile(string program) => Path.Combine(folder.FullName, program + ".log");

    private string ReadLog() => File.Exists(LogFile("postgres")) ? File.ReadAllText(LogFile("postgres")) : "no log";
}
