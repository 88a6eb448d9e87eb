using System.IO.Enumeration;

namespace FleetQ.PluginHost.Discovery;

/// <summary>Something in the folder that may be a plugin.</summary>
/// <param name="Name">The folder's name, or the lone DLL's without its extension.</param>
/// <param name="Folder">Where its files lie; a lone DLL shares it with others.</param>
/// <param name="MainAssembly">The full path of its main DLL, which may not exist.</param>
/// <param name="IsLone">True for a DLL without a folder of its own: only what bears its name belongs to it.</param>
internal sealed record PluginCandidate(string Name, string Folder, string MainAssembly, bool IsLone)
{
    private const int DepthMax = 16;

    /// <summary>The folder that an operator knows, where this is a copy; null where it is that folder.</summary>
    public string? CopiedFrom { get; init; }

    /// <summary>The list of its dependencies, which the build writes beside the main DLL; it may not exist.</summary>
    public string DependencyFile => Path.ChangeExtension(MainAssembly, ".deps.json");

    /// <summary>What an operator knows it by: its folder, or the lone DLL itself.</summary>
    public string Location => Show(IsLone ? MainAssembly : Folder);

    private string SymbolFile => Path.ChangeExtension(MainAssembly, ".pdb");

    /// <summary>A path of this plugin as an operator knows it.</summary>
    public string Show(string path)
    {
        if (CopiedFrom is null)
        {
            return path;
        }

        return path == Folder ? CopiedFrom : Path.Combine(CopiedFrom, Path.GetRelativePath(Folder, path));
    }

    /// <summary>All files that belong to it, in ordinal order.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<string> Files()
    {
        var files = IsLone
            ? new[] { MainAssembly, DependencyFile, SymbolFile }.Where(File.Exists).ToArray()
            : [.. FilesIn(Folder)];
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    // A mounted ConfigMap or projected volume shows its files at the top, as links into a folder '..data' beside them.
    private static FileSystemEnumerable<string> FilesIn(string folder) => new(
        folder,
        static (ref entry) => entry.ToFullPath(),
        new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = DepthMax, AttributesToSkip = 0 })
    {
        ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory && !IsVolumeMark(entry.FileName),
        ShouldRecursePredicate = static (ref entry) => !IsVolumeMark(entry.FileName),
    };

    private static bool IsVolumeMark(ReadOnlySpan<char> name) => name.StartsWith("..", StringComparison.Ordinal);
}
