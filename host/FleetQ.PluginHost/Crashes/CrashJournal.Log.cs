using FleetQ.PluginHost.Quarantine;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Crashes;

internal sealed partial class CrashJournal
{
    [LoggerMessage(
        QuarantineEventIds.ProcessDied,
        LogLevel.Warning,
        "The last process of this pod was killed, or crashed. Plugins of which steps ran in it: {running}; being "
            + "loaded: {loading}")]
    private partial void LogDeath(string running, string loading);

    [LoggerMessage(
        QuarantineEventIds.PluginCondemned,
        LogLevel.Error,
        "Plugin {plugin} was there each of the last {deaths} times that the process of this pod died: it {verdict}")]
    private partial void LogVerdict(string plugin, int deaths, string verdict);

    [LoggerMessage(
        QuarantineEventIds.JournalUnavailable,
        LogLevel.Warning,
        "There is no crash journal: {folder} cannot be used ({reason}). A plugin that kills the pod again and again is "
            + "not found out")]
    private static partial void LogNoJournal(ILogger logger, string folder, string reason);

    [LoggerMessage(
        QuarantineEventIds.HistoryUnwritable,
        LogLevel.Warning,
        "What is known of crashes could not be written to {file} ({reason}); after the next one less is known")]
    private partial void LogNotWritten(string file, string reason);
}
