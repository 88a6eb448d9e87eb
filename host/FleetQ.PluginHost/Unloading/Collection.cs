namespace FleetQ.PluginHost.Unloading;

/// <summary>
/// Makes the runtime take back unloaded contexts now. For development: it stops the process for a moment.
/// </summary>
internal static class Collection
{
    private const int Rounds = 3;

    // What the runtime lets go of takes a few collections, and the last references to it a moment.
    private const int LooksMax = 3;

    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(500);

    // A finalizer of a plugin may never end.
    private static readonly TimeSpan FinalizerPatience = TimeSpan.FromSeconds(5);

    /// <summary>Empties the caches that hold types, and collects, a few times at most.</summary>
    /// <param name="isGone">Whether all that shall go is gone; asked before each time.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="cancellationToken">Ends a pause.</param>
    public static async Task RunUntilAsync(Func<bool> isGone, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var look = 0; look < LooksMax && !isGone(); look++)
        {
            if (look > 0)
            {
                await Task.Delay(LookPause, time, cancellationToken).ConfigureAwait(false);
            }

            await RunAsync(time).ConfigureAwait(false);
        }
    }

    private static Task RunAsync(TimeProvider time)
    {
        var work = Task.Factory.StartNew(
            Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return work.WaitAsync(FinalizerPatience, time).ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private static void Run()
    {
        try
        {
            TypeCaches.Clear();
            TypeTables.Prune();
        }
        finally
        {
            // Also when a table of the runtime could not be gone through.
            for (var round = 0; round < Rounds; round++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
    }
}
