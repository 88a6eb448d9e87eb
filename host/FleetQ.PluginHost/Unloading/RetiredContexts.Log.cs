using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Unloading;

internal sealed partial class RetiredContexts
{
    [LoggerMessage(
        PluginEventIds.ContextLivesOn,
        LogLevel.Warning,
        "Plugin {plugin} {version} was replaced at {retired:O}, but is still in memory. It is held by: {roots}. Undo "
            + "that when the plugin's services are disposed of, or run the plugin in a process of its own")]
    private partial void LogLivesOn(string plugin, string version, DateTimeOffset retired, string roots);

    [LoggerMessage(
        PluginEventIds.TooManyContexts,
        LogLevel.Error,
        "{alive} replaced plugins are still in memory, more than the {most} that a pod bears; the pod drains and "
            + "stops, start it again")]
    private partial void LogTooMany(int alive, int most);
}
