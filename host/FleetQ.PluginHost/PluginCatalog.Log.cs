using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost;

public sealed partial class PluginCatalog
{
    [LoggerMessage(
        PluginEventIds.PluginLoaded, LogLevel.Information, "Plugin {plugin} {version} serves {task_types} task types")]
    private partial void LogPluginLoaded(string plugin, string? version, int task_types);

    [LoggerMessage(PluginEventIds.PluginRefused, LogLevel.Error, "Plugin {plugin} is refused ({code}): {reason}")]
    private partial void LogPluginRefused(string plugin, string? code, string? reason);

    [LoggerMessage(
        PluginEventIds.FolderUnreadable, LogLevel.Warning, "No plugins: the folder {folder} cannot be read: {reason}")]
    private partial void LogFolderUnreadable(string folder, string reason);

    [LoggerMessage(
        PluginEventIds.LoneDllIgnored,
        LogLevel.Warning,
        "{file} is ignored: a folder of the same name stands beside it")]
    private partial void LogLoneDllIgnored(string file);
}
