using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>A fleet whose pods load test plugins from the fleet's own folder, beside the sample that echoes.</summary>
internal static class FlawedPlugins
{
    private const string Echo = "FleetQ.Plugins.Echo";

    /// <summary>Settings of such a pod; its journal of crashes is kept across restarts.</summary>
    public static PodSettings Settings(params (string Name, string Value)[] others)
    {
        var all = new Dictionary<string, string?> { ["PLUGINS_DIR"] = "plugins", ["STATE_DIR"] = "pod-state" };
        foreach (var (name, value) in others)
        {
            all[name] = value;
        }

        return PodSettings.Calm with { Others = all, MaxParallelism = 2, CapacityThreshold = 1 };
    }

    /// <summary>Makes the fleet's folder with the plugins in it.</summary>
    public static async Task<FleetInABox> PrepareAsync(this FleetUnderTest box, params string[] plugins)
    {
        var fleet = await box.PrepareAsync(PodSettings.Calm);
        foreach (var plugin in plugins)
        {
            var built = Path.Combine(AppContext.BaseDirectory, "plugins", plugin);
            Copy(built, Path.Combine(fleet.Folder, "plugins", plugin));
        }

        Copy(Path.Combine(PublishedHost.Plugins, Echo), Path.Combine(fleet.Folder, "plugins", Echo));
        return fleet;
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
