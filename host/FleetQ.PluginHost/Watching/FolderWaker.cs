using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Watching;

/// <summary>Wakes the scan when the system tells of a change. It only saves waiting: nothing depends on it.</summary>
internal sealed partial class FolderWaker : IDisposable
{
    private readonly ILogger logger;
    private readonly FileSystemWatcher? watcher;

    /// <summary>Begins to watch, where that is possible.</summary>
    public FolderWaker(string folder, Action wake, ILogger logger)
    {
        this.logger = logger;
        watcher = TryWatch(folder, wake);
    }

    /// <inheritdoc/>
    public void Dispose() => watcher?.Dispose();

    private FileSystemWatcher? TryWatch(string folder, Action wake)
    {
        var made = new FileSystemWatcher { IncludeSubdirectories = true };
        try
        {
            made.Path = folder;
            made.Changed += (_, _) => wake();
            made.Created += (_, _) => wake();
            made.Deleted += (_, _) => wake();
            made.Renamed += (_, _) => wake();
            made.EnableRaisingEvents = true;
            return made;
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or PlatformNotSupportedException)
        {
            // No such folder yet, or no watch left on this machine: 128 for each user is common.
            made.Dispose();
            LogWatchUnavailable(folder, failure.Message);
            return null;
        }
    }

    [LoggerMessage(
        PluginEventIds.WatchUnavailable,
        LogLevel.Information,
        "The system does not tell of changes in {folder} ({reason}); they are found by looking")]
    private partial void LogWatchUnavailable(string folder, string reason);
}
