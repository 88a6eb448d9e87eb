using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Trust;

namespace FleetQ.PluginHost.Discovery;

/// <summary>The files that may be loaded, as <c>sha256sum</c> writes them: a sum, blanks, a name.</summary>
/// <remarks>
/// A file is allowed when its sum is listed under its own name; folders in the listed path do not count, so a list
/// may be made where the plugins were built. What a publisher signed needs no line for the signature itself.
/// </remarks>
internal sealed class AllowList
{
    private readonly HashSet<(string Sum, string Name)> entries = [];

    private AllowList()
    {
    }

    /// <summary>Reads a list.</summary>
    /// <exception cref="FormatException">A line holds no sum and name.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static AllowList Read(string path)
    {
        var list = new AllowList();
        foreach (var line in SumLine.ReadAll(File.ReadLines(path)))
        {
            list.entries.Add((line.Sum, Path.GetFileName(line.Path)));
        }

        return list;
    }

    /// <summary>The first of some files that is not allowed; null when all are.</summary>
    public CopiedFile? FindUnlisted(IEnumerable<CopiedFile> files) => files.FirstOrDefault(file =>
        !SignedSums.Is(file.RelativePath) && !entries.Contains((file.Sum, Path.GetFileName(file.RelativePath))));
}
