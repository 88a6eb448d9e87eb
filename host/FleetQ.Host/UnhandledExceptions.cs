using FleetQ.PluginHost;

namespace FleetQ.Host;

/// <summary>
/// Keeps an exception of a plugin that nobody catches (on a thread or a timer of its own, or of an async void method)
/// from ending the process, and the pod from looking healthy after it. Thread-safe.
/// </summary>
/// <remarks>
/// What no plugin is the cause of ends the process as it always does: then the host itself is in a state that nobody
/// foresaw.
/// </remarks>
internal sealed partial class UnhandledExceptions
{
    private PluginCatalog? plugins;
    private ILogger? logger;
    private string? culprit;

    /// <summary>The plugin whose exception was contained last; null when there was none.</summary>
    public string? Culprit => Volatile.Read(ref culprit);

    /// <summary>Knows from now on which plugins there are.</summary>
    public void Attach(PluginCatalog catalog, ILoggerFactory loggers)
    {
        logger = loggers.CreateLogger<UnhandledExceptions>();
        Volatile.Write(ref plugins, catalog);
    }

    /// <summary>Is asked by the runtime, on the thread that threw.</summary>
    /// <returns>True when the process shall go on.</returns>
    public bool Contain(Exception failure)
    {
        if (Volatile.Read(ref plugins) is not { } catalog || catalog.FindCulprit(failure) is not { } plugin)
        {
            return false;
        }

        Volatile.Write(ref culprit, plugin);
        catalog.Metrics.Unhandled.Add(1);

        // The text only: the log may keep what it is given, and with it the plugin.
        LogUnhandled(logger!, plugin, failure.ToString());
        return true;
    }

    [LoggerMessage(
        HostEventIds.PluginUnhandled,
        LogLevel.Error,
        "Plugin {Plugin} threw where nothing catches it, which would have ended the process: {Reason} Its state may be "
        + "torn; restart the pod after a drain, and let the plugin catch what its threads, timers and async void "
        + "methods throw, or give it a process of its own.")]
    private static partial void LogUnhandled(ILogger logger, string plugin, string reason);
}
