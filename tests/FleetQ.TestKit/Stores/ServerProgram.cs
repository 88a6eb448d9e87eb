using System.Diagnostics;

namespace FleetQ.TestKit.Stores;

/// <summary>
/// Runs programs that refuse to run as root, in a temporary folder: a test program that is root runs them as another
/// user. Disposing removes the folder.
/// </summary>
internal sealed class ServerProgram : IDisposable
{
    private static readonly string[] OtherUsers = ["postgres", "nobody"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fleetq-postgres-");
    private readonly string? user = Environment.IsPrivilegedProcess ? FindUser() : null;

    public string Folder => folder.FullName;

    /// <summary>Gives what is in the folder to the user that the programs run as.</summary>
    public async Task OwnAsync()
    {
        if (user is not null)
        {
            await CompleteAsync(Process.Start("chown", ["-R", user, Folder]));
        }
    }

    /// <summary>Starts one; its output goes to a file.</summary>
    public Process Start(string path, params string[] options)
    {
        string[] line = user is null ? [path, .. options] : ["runuser", "-u", user, "--", path, .. options];
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Folder, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec \"$@\" >> '{LogFile(path)}' 2>&1 < /dev/null");
        start.ArgumentList.Add("sh");
        foreach (var part in line)
        {
            start.ArgumentList.Add(part);
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs one to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds its output.</exception>
    public async Task RunAsync(string path, params string[] options)
    {
        try
        {
            await CompleteAsync(Start(path, options));
        }
        catch (InvalidOperationException failure)
        {
            throw new InvalidOperationException($"{failure.Message} {ReadLog(path)}", failure);
        }
    }

    /// <summary>What a program wrote.</summary>
    public string ReadLog(string path) => File.Exists(LogFile(path)) ? File.ReadAllText(LogFile(path)) : "no log";

    public void Dispose() => folder.Delete(recursive: true);

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

    private static string? FindUser() => Array.Find(
        OtherUsers,
        static name => File.ReadLines("/etc/passwd").Any(
            line => line.StartsWith(name + ":", StringComparison.Ordinal)));

    private string LogFile(string path) => Path.Combine(Folder, Path.GetFileName(path) + ".log");
}
