using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Generations;

internal sealed partial class Retirements
{
    [LoggerMessage(PluginEventIds.PluginRetired, LogLevel.Debug, "Plugin {plugin} {version} has ended")]
    private partial void LogRetired(string plugin, string version);

    [LoggerMessage(
        PluginEventIds.RetirementStops,
        LogLevel.Warning,
        "Plugin {plugin} {version} was replaced, but {running} steps still run in it; their tokens are cancelled now, "
            + "and the steps are given back without using an attempt")]
    private partial void LogStopping(string plugin, string version, int running);

    [LoggerMessage(
        PluginEventIds.RetirementStuck,
        LogLevel.Error,
        "Plugin {plugin} {version} was replaced, but {running} of its steps ignore their cancelled token; it stays in "
            + "memory, and they keep their places, until they end. Let its handlers honour the token")]
    private partial void LogStuck(string plugin, string version, int running);

    [LoggerMessage(
        PluginEventIds.RetirementFailed,
        LogLevel.Warning,
        "Plugin {plugin} {version} threw while it was ended ({reason}); the host goes on")]
    private partial void LogEndFailed(string plugin, string version, string reason);
}
