namespace FleetQ.Storage.Sqlite;

/// <summary>Prompts when the operating system tells that the write-ahead log was written.</summary>
internal sealed class SqliteLogWatcher : IDisposable
{
    private readonly FileSystemWatcher watcher;

    private SqliteLogWatcher(FileSystemWatcher watcher) => this.watcher = watcher;

    /// <summary>Starts watching; null where the operating system cannot, with the reason.</summary>
    public static SqliteLogWatcher? TryStart(string path, Action onPrompt, out string? reason)
    {
        var watcher = new FileSystemWatcher();
        var isStarted = false;
        try
        {
            watcher.Path = Path.GetDirectoryName(path)!;
            watcher.Filter = Path.GetFileName(path) + "-wal";
            watcher.NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName;
            watcher.Changed += (_, _) => onPrompt();
            watcher.Created += (_, _) => onPrompt();
            // It may have missed something.
            watcher.Error += (_, _) => onPrompt();
            watcher.EnableRaisingEvents = true;
            isStarted = true;
            reason = null;
            return new SqliteLogWatcher(watcher);
        }
        catch (Exception exception)
            when (exception is IOException or PlatformNotSupportedException or ArgumentException)
        {
            reason = exception.Message;
            return null;
        }
        finally
        {
            if (!isStarted)
            {
                watcher.Dispose();
            }
        }
    }

    public void Dispose() => watcher.Dispose();
}
