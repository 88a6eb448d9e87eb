namespace FleetQ.PluginHost.Tests.Support;

/// <summary>Waits for what a catalog does on threads of its own.</summary>
internal static class CatalogWaits
{
    /// <summary>Waits until the catalog serves a version of a plugin.</summary>
    public static Task ServesAsync(this PluginCatalog catalog, string plugin, string version) =>
        Eventually.TrueAsync(
            () => catalog.Routes.Any(route => route.Plugin.Name == plugin && route.Plugin.Version == version),
            text: $"version {version} of {plugin} serves");

    /// <summary>Waits until no more replaced plugins than some are in memory.</summary>
    /// <remarks>
    /// The host collects a few times; a thread that stood still meanwhile with a plugin's frame on its stack kept it.
    /// That the host collects by itself is shown by the reloads of whole hosts.
    /// </remarks>
    public static Task ForgetsAsync(this PluginCatalog catalog, int kept = 0) => Eventually.TrueAsync(
        () =>
        {
            if (catalog.RetiredContexts > kept)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            return catalog.RetiredContexts <= kept;
        },
        text: $"{kept} replaced plugins are in memory");

    /// <summary>Waits until a plugin is reported in a state, and serves if it is loaded.</summary>
    public static async Task<PluginReport> ReportsAsync(this PluginCatalog catalog, string plugin, PluginState state)
    {
        PluginReport? found = null;
        await Eventually.TrueAsync(
            () => (found = catalog.Plugins.FirstOrDefault(report => report.Name == plugin))?.State == state
                && (state is not PluginState.Loaded
                    || catalog.Routes.Any(route => route.Plugin.Sha256 == found.Sha256)),
            text: $"{plugin} is {state}");
        return found!;
    }
}
