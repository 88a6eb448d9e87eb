namespace FleetQ.Cli.Tests.Support;

/// <summary>A folder of one test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fleetq-cli-").FullName;

    public string In(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Copies a folder into this one and returns where the copy is.</summary>
    public string Take(string folder, params string[] to)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(In(to), System.IO.Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return In(to);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
