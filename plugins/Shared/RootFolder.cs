namespace FleetQ.Plugins;

/// <summary>The folder that a plugin's paths must stay in; without one, every path is allowed.</summary>
/// <remarks>Links inside the folder are followed: whoever may place files there decides what they point at.</remarks>
internal sealed class RootFolder(string? root)
{
    private readonly string? root = string.IsNullOrWhiteSpace(root)
        ? null
        : Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + Path.DirectorySeparatorChar;

    /// <summary>The full path, or null when it leaves the folder. A relative path starts in the folder.</summary>
    public string? Find(string path)
    {
        if (root is null)
        {
            return Path.GetFullPath(path);
        }

        var full = Path.GetFullPath(path, root);
        return full.StartsWith(root, StringComparison.Ordinal) ? full : null;
    }
}
