using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Loading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Isolation;

/// <summary>What every process of one generation of a plugin is made from.</summary>
/// <param name="Plugin">The files that it loads.</param>
/// <param name="Settings">The plugin's settings as they were when the generation began.</param>
/// <param name="Terms">Its limits.</param>
/// <param name="Options">The host's patience.</param>
/// <param name="Starter">Starts its processes.</param>
/// <param name="Log">Takes what it logs.</param>
/// <param name="Logger">Where the host logs about it.</param>
/// <param name="Time">The host's clock.</param>
internal sealed record ChildBlueprint(
    PluginCandidate Plugin,
    IReadOnlyDictionary<string, string?> Settings,
    IsolationTerms Terms,
    IsolationOptions Options,
    ProcessStarter Starter,
    ChildLog Log,
    ILogger Logger,
    TimeProvider Time)
{
    /// <summary>Takes a plugin's settings now.</summary>
    public static ChildBlueprint Of(
        PluginCandidate plugin,
        IsolationTerms terms,
        IsolationOptions options,
        ProcessStarter starter,
        PluginServices services)
    {
        var settings = services.SettingsOf(plugin.Name).AsEnumerable().ToDictionary(StringComparer.OrdinalIgnoreCase);
        var logger = services.Loggers.CreateLogger(Running.PluginLoggerFactory.CategoryOf(plugin.Name));
        return new ChildBlueprint(
            plugin,
            settings,
            terms,
            options,
            starter,
            new ChildLog(plugin.Name, services.Loggers),
            logger,
            services.Time);
    }
}
