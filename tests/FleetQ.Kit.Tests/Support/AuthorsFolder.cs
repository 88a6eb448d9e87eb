using System.Diagnostics;

namespace FleetQ.Kit.Tests.Support;

/// <summary>
/// An empty folder of somebody who never saw FleetQ, with the packages as a source; nothing of the machine is changed.
/// </summary>
public sealed class AuthorsFolder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("fleetq-author-");
    private readonly List<string> commands = [];

    public AuthorsFolder()
    {
        Directory.CreateDirectory(Work);
        LinkUserSources();
        File.WriteAllText(
            Path.Combine(Work, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="fleetq" value="{Packages.Folder}" />
              </packageSources>
            </configuration>
            """);
    }

    /// <summary>Where the author works.</summary>
    public string Work => Path.Combine(root.FullName, "work");

    /// <summary>Where a host runs.</summary>
    public string HostFolder => Directory.CreateDirectory(Path.Combine(root.FullName, "host")).FullName;

    /// <summary>That host's folder of plugins.</summary>
    public string Plugins => Path.Combine(HostFolder, "plugins");

    /// <summary>A folder for whatever else a test makes.</summary>
    public string Elsewhere => Directory.CreateDirectory(Path.Combine(root.FullName, "elsewhere")).FullName;

    /// <summary>What was typed so far.</summary>
    public IReadOnlyList<string> Commands => commands;

    /// <summary>Runs a command to its end.</summary>
    /// <param name="folder">Where, below the author's folder.</param>
    /// <param name="command">What is typed: <c>dotnet</c> or <c>fleetq</c>, and what comes after it.</param>
    /// <returns>All that it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it printed.</exception>
    public async Task<string> RunAsync(string folder, string command)
    {
        commands.Add(command);
        using var process = Process.Start(Prepare(Path.Combine(Work, folder), command))!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var printed = await output + await errors;
        return process.ExitCode == 0
            ? printed
            : throw new InvalidOperationException($"'{command}' ended with {process.ExitCode}:\n{printed}");
    }

    /// <summary>Makes a command ready to be started.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="command">What is typed.</param>
    public ProcessStartInfo Prepare(string folder, string command)
    {
        var words = command.Split(' ', 2);
        var program = words[0] == "fleetq" ? Path.Combine(Home, ".dotnet", "tools", words[0]) : words[0];
        var start = new ProcessStartInfo(program, words[1])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SetEnvironment(start);
        return start;
    }

    public string Read(params string[] path) => File.ReadAllText(Path.Combine([Work, .. path]));

    public void Dispose() => root.Delete(recursive: true);

    private string Home => Path.Combine(root.FullName, "home");

    private static string UserFolder() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private void SetEnvironment(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(IsOfTheBuild).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_HOME"] = Home;
        start.Environment["PATH"] =
            Path.Combine(Home, ".dotnet", "tools") + Path.PathSeparator + start.Environment["PATH"];
        start.Environment["NUGET_PACKAGES"] = Path.Combine(root.FullName, "packages");
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1";

        // Programs that outlive a command would hold its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";

        // What the machine has already is not fetched again; ours must come from the source.
        var known = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(UserFolder(), ".nuget", "packages");
        if (Directory.Exists(known) && Directory.GetDirectories(known, "fleetq.*").Length == 0)
        {
            start.Environment["NUGET_FALLBACK_PACKAGES"] = known;
        }
    }

    // A test program that a build started has its variables.
    private static bool IsOfTheBuild(string name) =>
        name is "CI" or "PORT"
        || name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("FLEET", StringComparison.Ordinal);

    // The machine's usual sources stand in the user's settings, which a home of one's own would hide.
    private void LinkUserSources()
    {
        var usual = Path.Combine(UserFolder(), ".nuget", "NuGet");
        var home = Directory.CreateDirectory(Path.Combine(Home, ".nuget"));
        if (Directory.Exists(usual))
        {
            Directory.CreateSymbolicLink(Path.Combine(home.FullName, "NuGet"), usual);
        }
    }
}
