namespace FleetQ.Repository.Tests.Tree;

/// <summary>The files of the repository as they lie on disk, build output left out; relative, with slashes.</summary>
internal static class RepositoryFiles
{
    private static readonly HashSet<string> IgnoredFolders = new(
        ["artifacts", "bin", "obj", "data", ".git", ".vs", ".idea", "TestResults", "node_modules"],
        StringComparer.Ordinal);

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> All { get; } =
        [.. Walk(Root).Select(ToRelative).Order(StringComparer.Ordinal)];

    /// <summary>The files below a folder with one of the endings.</summary>
    public static IEnumerable<string> Below(string folder, params string[] endings) => All.Where(path =>
        path.StartsWith(folder + "/", StringComparison.Ordinal)
        && endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Exists(string path)
    {
        var full = Path.Combine(Root, path);
        return File.Exists(full) || Directory.Exists(full);
    }

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder)
            .Concat(Directory.EnumerateDirectories(folder).Where(static child => !IsIgnored(child)).SelectMany(Walk));

    // samples/data is part of the repository; a folder data at the top is what ./fq run leaves.
    private static bool IsIgnored(string folder) =>
        IgnoredFolders.Contains(Path.GetFileName(folder)) && ToRelative(folder) != "samples/data";

    private static string ToRelative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FleetQ.Plugins.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds FleetQ.Plugins.sln.");
    }
}
