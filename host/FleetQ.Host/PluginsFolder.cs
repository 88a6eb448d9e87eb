using FleetQ.Host.Settings;
using FleetQ.PluginHost;

namespace FleetQ.Host;

/// <summary>Finds the folder of plugins.</summary>
internal static class PluginsFolder
{
    private const string DefaultName = "plugins";

    // Who saves a file waits for it: half a build that is read too early is only refused, and read again.
    private static readonly TimeSpan DeveloperQuietPeriod = TimeSpan.FromMilliseconds(300);

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

    /// <summary>What the settings say of plugins.</summary>
    public static PluginHostOptions OptionsOf(HostSettings settings)
    {
        var options = new PluginHostOptions
        {
            Folder = Find(settings),
            AllowListFile = settings.PluginsAllowlist,
            PublisherKeysFile = settings.PluginsPublisherKeys,
            ReloadsInProcess = settings.ReloadsPlugins,
        };
        return settings.ReloadsPlugins ? options with { QuietPeriod = DeveloperQuietPeriod } : options;
    }
}
