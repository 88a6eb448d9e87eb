namespace FleetQ.PluginHost.Discovery;

/// <summary>Reads the folder of plugins: each is <c>Name/Name.dll</c>, or a lone <c>Name.dll</c> at the top.</summary>
/// <remarks>
/// Names that start with <c>_</c> or <c>.</c> are staging places of operators and tools, and ignored.
/// </remarks>
internal sealed class PluginFolder
{
    private PluginFolder(IReadOnlyList<PluginCandidate> candidates, IReadOnlyList<string> ignoredLoneDlls)
    {
        Candidates = candidates;
        IgnoredLoneDlls = ignoredLoneDlls;
    }

    /// <summary>What was found, by name in ordinal order; each name once.</summary>
    public IReadOnlyList<PluginCandidate> Candidates { get; }

    /// <summary>Lone DLLs for which a folder of the same name stands in.</summary>
    public IReadOnlyList<string> IgnoredLoneDlls { get; }

    /// <summary>Looks at the folder once.</summary>
    /// <exception cref="IOException">It does not exist or cannot be read.</exception>
    public static PluginFolder Scan(string path)
    {
        var root = Path.GetFullPath(path);
        var found = new SortedDictionary<string, PluginCandidate>(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories(root).Where(IsVisible))
        {
            var name = Path.GetFileName(folder);
            found.Add(name, new PluginCandidate(name, folder, Path.Combine(folder, name + ".dll"), IsLone: false));
        }

        var ignored = new List<string>();
        foreach (var file in Directory.EnumerateFiles(root, "*.dll").Where(IsVisible).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!found.TryAdd(name, new PluginCandidate(name, root, file, IsLone: true)))
            {
                ignored.Add(file);
            }
        }

        return new PluginFolder([.. found.Values], ignored);
    }

    private static bool IsVisible(string path) => Path.GetFileName(path)[0] is not ('_' or '.');
}
