using FleetQ.Host.Settings;

namespace FleetQ.Host;

/// <summary>Finds the folder of plugins.</summary>
internal static class PluginsFolder
{
    private const string DefaultName = "plugins";

    /// <summary>
    /// The folder that was set; else the one beside the host; else, when there is none, the one in the working folder.
    /// </summary>
    public static string Find(HostSettings settings)
    {
        if (settings.PluginsDir is { } set)
        {
            return Path.GetFullPath(set);
        }

        var besideHost = Path.Combine(AppContext.BaseDirectory, DefaultName);
        return Directory.Exists(besideHost) ? besideHost : Path.GetFullPath(DefaultName);
    }

    /// <summary>The names of what lies in the folder, plugins or not.</summary>
    public static IEnumerable<string> ListNames(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Select(static path => Path.GetFileName(path))
            .Concat(Directory.EnumerateFiles(folder).Select(static path => Path.GetFileNameWithoutExtension(path)))
        : [];
}
