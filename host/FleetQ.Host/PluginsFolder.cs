using System.Security.Cryptography;
using System.Text;
using FleetQ.Host.Settings;
using FleetQ.PluginHost;
using FleetQ.PluginHost.Quarantine;

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
            Quarantine = new QuarantineOptions { Pause = settings.QuarantinePause },
            StateFolder = FindState(settings),
        };
        return settings.ReloadsPlugins ? options with { QuietPeriod = DeveloperQuietPeriod } : options;
    }

    // A developer ends processes all the time; that says nothing about plugins.
    private static string? FindState(HostSettings settings)
    {
        if (settings.StateDir is { } set)
        {
            return Path.GetFullPath(set);
        }

        var owner = SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.UserName}\n{Find(settings)}"));
        return settings.ReloadsPlugins
            ? null
            : Path.Combine(Path.GetTempPath(), "fleetq-state-" + Convert.ToHexStringLower(owner)[..12]);
    }
}
