using FleetQ.TestKit.Fleet;

namespace FleetQ.Cli.Tests.Support;

/// <summary>Where plugins are that were built with the tests.</summary>
internal static class Builds
{
    /// <summary>A sample plugin, as it is published.</summary>
    public static string Sample(string name) => Path.Combine(PublishedHost.Plugins, name);

    /// <summary>A plugin of the tests, as it is built: artifacts/bin/NAME/release.</summary>
    public static string Of(string name)
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(own.Parent!.Parent!.FullName, name, own.Name);
    }
}
