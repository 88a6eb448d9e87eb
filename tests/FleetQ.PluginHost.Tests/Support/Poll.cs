using System.Diagnostics;

namespace FleetQ.PluginHost.Tests.Support;

/// <summary>Waits for what another thread does.</summary>
internal static class Poll
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(string what, Func<bool> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(clock.Elapsed < Patience, $"It did not come to be within {Patience}: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the catalog serves a version of a plugin.</summary>
    public static Task ServesAsync(this PluginCatalog catalog, string plugin, string version) => UntilAsync(
        $"version {version} of {plugin} serves",
        () => catalog.Routes.Any(route => route.Plugin.Name == plugin && route.Plugin.Version == version));

    /// <summary>Waits until a plugin is reported in a state.</summary>
    public static async Task<PluginReport> ReportsAsync(this PluginCatalog catalog, string plugin, PluginState state)
    {
        PluginReport? found = null;
        await UntilAsync(
            $"{plugin} is {state}",
            () => (found = catalog.Plugins.FirstOrDefault(report => report.Name == plugin))?.State == state);
        return found!;
    }
}
