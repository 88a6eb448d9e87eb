using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using FleetQ.TestKit.Stores;
using Microsoft.Data.Sqlite;

namespace FleetQ.Benchmarks;

/// <summary>Where a benchmark ran: without it, its figures say nothing.</summary>
/// <param name="Machine">Processor, memory, file system.</param>
/// <param name="Versions">Runtime and store.</param>
/// <param name="Commit">The commit that was measured.</param>
internal sealed record Surroundings(string Machine, string Versions, string Commit)
{
    internal static async Task<Surroundings> ReadAsync(CancellationToken cancellationToken)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
        var machine = string.Create(
            CultureInfo.InvariantCulture,
            $"{ReadProcessor()}, {Environment.ProcessorCount} logical cores, {memory:0} GiB, "
            + $"{RuntimeInformation.OSDescription}, files on {ReadFileSystem()}");
        var versions = $"{RuntimeInformation.FrameworkDescription}, SQLite {await ReadSqliteAsync(cancellationToken)}, "
            + await ReadPostgresAsync(cancellationToken);
        return new Surroundings(machine, versions, await ReadCommitAsync(cancellationToken));
    }

    private static string ReadProcessor()
    {
        const string Source = "/proc/cpuinfo";
        var line = File.Exists(Source)
            ? File.ReadLines(Source).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string ReadFileSystem()
    {
        var folder = Path.GetTempPath();
        return DriveInfo.GetDrives()
            .Where(drive => folder.StartsWith(drive.Name, StringComparison.Ordinal))
            .OrderByDescending(drive => drive.Name.Length)
            .Select(drive => drive.DriveFormat)
            .FirstOrDefault("an unknown file system");
    }

    private static async Task<string> ReadSqliteAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(cancellationToken);
        return connection.ServerVersion;
    }

    private static async Task<string> ReadPostgresAsync(CancellationToken cancellationToken)
    {
        if (PostgresPrograms.Find("postgres") is not { } program)
        {
            return "no PostgreSQL";
        }

        return await ReadOutputAsync(program, ["--version"], cancellationToken);
    }

    private static Task<string> ReadCommitAsync(CancellationToken cancellationToken) =>
        ReadOutputAsync("git", ["describe", "--always", "--dirty", "--abbrev=12"], cancellationToken);

    private static async Task<string> ReadOutputAsync(
        string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true });
        var text = await process!.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return text.Trim();
    }
}
