using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Loading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Isolation;

/// <summary>What every process of one generation of a plugin is made from.</summary>
/// <param name="Plugin">The files that it loads.</param>
/// <param name="Fingerprint">SHA-256 over all of them.</param>
/// <param name="Settings">The plugin's settings as they were when the generation began.</param>
/// <param name="Terms">Its limits.</param>
/// <param name="Options">The host's patience.</param>
/// <param name="Starter">Starts its processes.</param>
/// <param name="Log">Takes what it logs.</param>
/// <param name="Logger">Where the host logs about it.</param>
/// <param name="Time">The host's clock.</param>
internal sealed record ChildBlueprint(
    PluginCandidate Plugin,
    string Fingerprint,
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
        PluginCopy copy,
        IsolationTerms terms,
        IsolationOptions options,
        ProcessStarter starter,
        PluginServices services)
    {
        var plugin = copy.Plugin;
        var settings = services.SettingsOf(plugin.Name).AsEnumerable().ToDictionary(StringComparer.OrdinalIgnoreCase);
        var logger = services.Loggers.CreateLogger(Running.PluginLoggerFactory.CategoryOf(plugin.Name));
        return new ChildBlueprint(
            plugin,
            copy.Fingerprint,
            settings,
            terms,
            options,
            starter,
            new ChildLog(plugin.Name, services.Loggers),
            logger,
            services.Time);
    }
}
