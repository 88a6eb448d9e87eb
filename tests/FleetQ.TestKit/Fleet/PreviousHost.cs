using System.Diagnostics;

namespace FleetQ.TestKit.Fleet;

/// <summary>
/// The host of the commit before the latest that changed it, with its plugins. It is published when the first test
/// needs it, and kept until another commit is the one before.
/// </summary>
public static class PreviousHost
{
    // What the published folder is made of.
    private static readonly string[] Sources = ["host", "sdk", "plugins", "sql"];

    private static readonly Lazy<Task<string>> Published = new(PublishAsync);

    /// <summary>Why there is none; null when there is one.</summary>
    public static string? Absence { get; } =
        FindCommit() is null ? "The previous host is skipped: git or the history before this commit is missing." : null;

    /// <summary>The host's executable.</summary>
    public static Task<string> GetExecutableAsync() => Published.Value;

    private static async Task<string> PublishAsync()
    {
        var commit = FindCommit() ?? throw new InvalidOperationException(Absence);
        var kept = Path.Combine(Root(), "artifacts", "previous-host", commit);
        var executable = Path.Combine(kept, "FleetQ.Host");
        if (File.Exists(executable))
        {
            return executable;
        }

        var folder = Directory.CreateTempSubdirectory("fleetq-previous-");
        try
        {
            var archive = Path.Combine(folder.FullName, "source.tar");
            var source = folder.CreateSubdirectory("source").FullName;
            var publish = Path.Combine(folder.FullName, "publish");
            await RunAsync("git", "-C", Root(), "archive", "--output", archive, commit);
            await RunAsync("tar", "-xf", archive, "-C", source);
            // One process of the compiler, and no analysis: that commit was judged when it was this one.
            await RunAsync(
                "dotnet", "msbuild", Path.Combine(source, "publish.proj"), "-restore", "-maxCpuCount:1", "-nologo",
                "-verbosity:quiet", "-nodeReuse:false", $"-p:Folder={publish}", "-p:RunAnalyzers=false",
                "-p:UseSharedCompilation=false");
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            await RunAsync("cp", "-R", publish, kept);
            return executable;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? FindCommit()
    {
        try
        {
            using var git = Start("git", ["-C", Root(), "log", "-1", "--skip=1", "--format=%H", "--", .. Sources]);
            var commit = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 && commit.Length > 0 ? commit : null;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
        {
            // There is no git, or the tests run away from their repository.
            return null;
        }
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FleetQ.Plugins.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above this program holds FleetQ.Plugins.sln.");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}: "
                + $"{await output}{await errors}");
        }
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfTheBuild).ToList())
        {
            start.Environment.Remove(name);
        }

        return Process.Start(start)!;
    }

    // What a build that runs these tests tells its children is wrong for another tree.
    private static bool IsOfTheBuild(string name) =>
        name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("GIT_", StringComparison.Ordinal);
}
