using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost;

public sealed partial class PluginCatalog
{
    [LoggerMessage(
        PluginEventIds.ScanFailed, LogLevel.Error, "A look at the folder of plugins failed; the next one follows")]
    private partial void LogScanFailed(Exception failure);
}
