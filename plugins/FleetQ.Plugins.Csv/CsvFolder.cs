namespace FleetQ.Plugins.Csv;

/// <summary>Where files may be read.</summary>
/// <param name="root">The folder that paths must stay in; null allows every path that the pod may read.</param>
public sealed class CsvFolder(string? root)
{
    private readonly RootFolder folder = new(root);

    /// <summary>The full path of a file, or null when it leaves the folder.</summary>
    public string? Find(string path) => folder.Find(path);
}
