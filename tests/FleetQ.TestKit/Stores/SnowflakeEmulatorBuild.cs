using System.Diagnostics;

namespace FleetQ.TestKit.Stores;

/// <summary>Finds the emulator's source and builds it below artifacts/, once for all test programs.</summary>
internal static class SnowflakeEmulatorBuild
{
    internal const string Variable = "FLEETQ_SNOWFLAKE_EMULATOR";

    private const string Place = "shared/tools/snowflake-emulator";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>The folder of the source; null when there is none.</summary>
    internal static string? FindSource()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return Directory.Exists(given) ? given : null;
        }

        // Beside the repository; a working tree of it may lie deeper.
        return Ancestors().Select(static folder => Path.Combine(folder, Place)).FirstOrDefault(Directory.Exists);
    }

    /// <summary>Builds it unless that was done; returns the program.</summary>
    internal static async Task<string> GetProgramAsync()
    {
        var source = FindSource() ?? throw new InvalidOperationException("There is no source of the emulator.");
        var root = Ancestors().First(static folder => File.Exists(Path.Combine(folder, "FleetQ.Plugins.sln")));
        var target = Path.Combine(root, "artifacts", "snowflake-emulator");
        var program = Path.Combine(target, "bin", "sfemu.dll");
        Directory.CreateDirectory(target);
        await using (await LockAsync(Path.Combine(target, "lock")))
        {
            if (!File.Exists(program) || File.GetLastWriteTimeUtc(program) < LastChangeOf(source))
            {
                await BuildAsync(source, target);
            }
        }

        return program;
    }

    private static IEnumerable<string> Ancestors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }

    private static DateTime LastChangeOf(string source) =>
        Directory.EnumerateFiles(source).Select(File.GetLastWriteTimeUtc).Max();

    // Two test programs may want it at the same time; the second finds what the first built.
    private static async Task<FileStream> LockAsync(string path)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(startedAt) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        }
    }

    private static async Task BuildAsync(string source, string target)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = target,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            "build", source, "-c", "Release", "-o", Path.Combine(target, "bin"),
            "--artifacts-path", Path.Combine(target, "build"), "--nologo", "-v", "quiet", "-nodeReuse:false",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // A test program that a build started has variables that are meant for that build.
        foreach (var name in start.Environment.Keys.Where(IsOfABuild).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The emulator could not be built:\n{output}");
        }

        File.SetLastWriteTimeUtc(Path.Combine(target, "bin", "sfemu.dll"), TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    private static bool IsOfABuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "CI";
}
