namespace FleetQ.PluginHost.Unloading;

/// <summary>
/// Makes the runtime take back unloaded contexts now. For development: it stops the process for a moment.
/// </summary>
internal static class Collection
{
    private const int Rounds = 3;

    // A finalizer of a plugin may never end.
    private static readonly TimeSpan FinalizerPatience = TimeSpan.FromSeconds(5);

    /// <summary>Empties the caches that hold types, and collects.</summary>
    public static Task RunAsync(TimeProvider time)
    {
        var work = Task.Factory.StartNew(
            Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return work.WaitAsync(FinalizerPatience, time).ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private static void Run()
    {
        TypeCaches.Clear();
        TypeTables.Prune();
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
