using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Watching;

internal sealed partial class PluginUpdates
{
    [LoggerMessage(
        PluginEventIds.PluginLoaded, LogLevel.Information, "Plugin {plugin} {version} serves {task_types} task types")]
    private partial void LogPluginLoaded(string plugin, string version, int task_types);

    [LoggerMessage(PluginEventIds.PluginRefused, LogLevel.Error, "Plugin {plugin} is refused ({code}): {reason}")]
    private partial void LogPluginRefused(string plugin, string code, string reason);

    [LoggerMessage(
        PluginEventIds.PluginSwapped,
        LogLevel.Information,
        "Plugin {plugin} {version} gives way to {next_version}; {running} steps finish on the former")]
    private partial void LogPluginSwapped(string plugin, string version, string next_version, int running);

    [LoggerMessage(PluginEventIds.UpdateRefused, LogLevel.Error, "{reason} ({code})")]
    private partial void LogUpdateRefused(string code, string reason);

    [LoggerMessage(
        PluginEventIds.ChangedOnDisk,
        LogLevel.Warning,
        "Plugin {plugin} changed on disk ({location}), but {version} stays loaded for the life of the process; restart "
            + "the pod to load the change")]
    private partial void LogChangedOnDisk(string plugin, string version, string location);

    [LoggerMessage(
        PluginEventIds.FilesGone,
        LogLevel.Warning,
        "The files of plugin {plugin} are gone, but {version} stays loaded for the life of the process; restart the "
            + "pod to serve its task types no more")]
    private partial void LogFilesGone(string plugin, string version);

    [LoggerMessage(PluginEventIds.SettingUnused, LogLevel.Warning, "Plugin {plugin} {version}: {reason}")]
    private partial void LogSettingUnused(string plugin, string version, string reason);

    [LoggerMessage(
        PluginEventIds.PluginRemoved,
        LogLevel.Information,
        "Plugin {plugin} {version} was removed from the folder; its task types are served no more")]
    private partial void LogRemoved(string plugin, string version);
}
