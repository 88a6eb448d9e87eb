using System.Text.Json;

namespace FleetQ.Cli.Dev;

/// <summary>A plugin's project, as MSBuild sees it.</summary>
internal sealed class DevProject
{
    private static readonly string[] Properties =
        ["AssemblyName", "TargetDir", "RoslynTargetsPath", "IntermediateOutputPath"];

    private readonly Dictionary<string, string> values;

    private DevProject(string file, Dictionary<string, string> values)
    {
        File = file;
        this.values = values;
    }

    /// <summary>The project file.</summary>
    public string File { get; }

    /// <summary>Where it lies, with its sources.</summary>
    public string Folder => Path.GetDirectoryName(File)!;

    /// <summary>The plugin's name.</summary>
    public string Name => values["AssemblyName"];

    /// <summary>Where a build puts the plugin with all that it needs.</summary>
    public string Output => Path.GetFullPath(values["TargetDir"], Folder);

    /// <summary>Where the compiler writes.</summary>
    public string Intermediate => Path.GetFullPath(values["IntermediateOutputPath"], Folder);

    /// <summary>The compiler.</summary>
    public string Compiler => Path.GetFullPath(Path.Combine(values["RoslynTargetsPath"], "bincore", "csc.dll"), Folder);

    /// <summary>Where a session keeps its host's store and plugins.</summary>
    public string DevFolder => Path.Combine(Folder, "obj", "fleetq-dev");

    /// <summary>Finds the project and asks MSBuild about it.</summary>
    /// <param name="path">The project file, or its folder.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="UsageException">There is none, or MSBuild cannot read it.</exception>
    public static async Task<DevProject> LoadAsync(string path, CancellationToken cancellationToken)
    {
        var file = FindFile(Path.GetFullPath(path));
        var folder = Path.GetDirectoryName(file)!;
        var run = await DotnetCommand.RunAsync(
            ["msbuild", file, "-nologo", .. Properties.Select(static name => $"-getProperty:{name}")],
            folder,
            cancellationToken);
        if (run.ExitCode != 0)
        {
            throw new UsageException($"'{file}' cannot be read: {run.Text.Trim()}");
        }

        using var answer = JsonDocument.Parse(run.Text);
        var values = answer.RootElement.GetProperty("Properties").EnumerateObject()
            .ToDictionary(static property => property.Name, static property => PathOf(property.Value));
        return new DevProject(file, values);
    }

    // Before the first restore, MSBuild tells some paths with the separators of Windows.
    private static string PathOf(JsonElement value) =>
        (value.GetString() ?? "").Replace('\\', Path.DirectorySeparatorChar);

    private static string FindFile(string path)
    {
        if (System.IO.File.Exists(path))
        {
            return path;
        }

        if (!Directory.Exists(path))
        {
            throw new UsageException($"There is no '{path}'; name a plugin's project or its folder.");
        }

        return Directory.GetFiles(path, "*.csproj") is [var only]
            ? only
            : throw new UsageException($"'{path}' does not hold exactly one project; name the plugin's .csproj.");
    }
}
