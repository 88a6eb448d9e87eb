namespace FleetQ.PluginHost.Discovery;

/// <summary>Something in the folder that may be a plugin.</summary>
/// <param name="Name">The folder's name, or the lone DLL's without its extension.</param>
/// <param name="Folder">Where its files lie; a lone DLL shares it with others.</param>
/// <param name="MainAssembly">The full path of its main DLL, which may not exist.</param>
/// <param name="IsLone">True for a DLL without a folder of its own: only what bears its name belongs to it.</param>
internal sealed record PluginCandidate(string Name, string Folder, string MainAssembly, bool IsLone)
{
    /// <summary>The list of its dependencies, which the build writes beside the main DLL; it may not exist.</summary>
    public string DependencyFile => Path.ChangeExtension(MainAssembly, ".deps.json");

    /// <summary>What an operator knows it by: its folder, or the lone DLL itself.</summary>
    public string Location => IsLone ? MainAssembly : Folder;

    private string SymbolFile => Path.ChangeExtension(MainAssembly, ".pdb");

    /// <summary>All files that belong to it, in ordinal order.</summary>
    public IReadOnlyList<string> Files()
    {
        var files = IsLone
            ? new[] { MainAssembly, DependencyFile, SymbolFile }.Where(File.Exists).ToArray()
            : Directory.GetFiles(Folder, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
