using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Watching;

internal sealed partial class FolderScan
{
    [LoggerMessage(
        PluginEventIds.FolderUnreadable, LogLevel.Warning, "No plugins: the folder {folder} cannot be read: {reason}")]
    private partial void LogFolderUnreadable(string folder, string reason);

    [LoggerMessage(
        PluginEventIds.LoneDllIgnored,
        LogLevel.Warning,
        "{file} is ignored: a folder of the same name stands beside it")]
    private partial void LogLoneDllIgnored(string file);
}
