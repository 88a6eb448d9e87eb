using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Loading;

internal sealed partial class LoadedPlugin
{
    [LoggerMessage(
        PluginEventIds.DisposalFailed,
        LogLevel.Warning,
        "Plugin {plugin} threw while its services were disposed of ({reason}); the host goes on")]
    private partial void LogDisposalFailed(string plugin, string reason);
}
