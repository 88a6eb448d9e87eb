using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Loading;

internal sealed partial class PluginInspection
{
    [LoggerMessage(
        PluginEventIds.ReferenceUnresolved,
        LogLevel.Debug,
        "Plugin {plugin}: {library} names {reference}, which neither its folder nor its build has; it may do without")]
    private partial void LogReferenceUnresolved(string plugin, string library, string reference);
}
