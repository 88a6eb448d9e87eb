using System.Diagnostics;

namespace FleetQ.Benchmarks.Rivals;

/// <summary>
/// The rivals of npm: the committed package.json and its lock, installed beside this program, with a Node.js of its
/// own.
/// </summary>
internal static class NodeFolder
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Peers");

    /// <summary>Why they cannot run; null: they can. Installs them when they are not there yet.</summary>
    internal static Lazy<string?> Absence { get; } = new(FindAbsence);

    /// <summary>The program that runs scripts.</summary>
    internal static string Node => FindNode()!;

    /// <summary>A script of this folder.</summary>
    internal static string ScriptOf(string name) => Path.Combine(Folder, name + ".mjs");

    private static string? FindAbsence()
    {
        if (FindNode() is not null)
        {
            return null;
        }

        try
        {
            var start = new ProcessStartInfo(
            "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var npm = Process.Start(start)!;
            var errors = npm.StandardError.ReadToEndAsync();
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            return FindNode() is not null ? null : $"npm could not install it: {errors.Result.Trim().Split('\n')[0]}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "npm is not installed";
        }
    }

    // The one that npm brought where it has one for this machine, else the one that is installed.
    private static string? FindNode()
    {
        var modules = Path.Combine(Folder, "node_modules");
        if (!Directory.Exists(modules))
        {
            return null;
        }

        return Directory.EnumerateDirectories(modules, "node-*")
            .Select(static folder => Path.Combine(folder, "bin", "node"))
            .FirstOrDefault(File.Exists, "node");
    }
}
