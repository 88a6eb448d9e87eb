namespace FleetQ.Plugins.Tests;

/// <summary>Finds files that the repository ships.</summary>
internal static class RepositoryRoot
{
    public static string Find(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FleetQ.Plugins.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, path);
    }
}
