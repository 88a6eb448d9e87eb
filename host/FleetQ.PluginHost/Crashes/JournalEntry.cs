namespace FleetQ.PluginHost.Crashes;

/// <summary>One plugin's entry in the journal. Thread-safe.</summary>
/// <param name="file">The file.</param>
/// <param name="entry">Which entry.</param>
/// <param name="onFree">Called with it when it is free again.</param>
internal sealed class JournalEntry(JournalFile file, int entry, Action<int> onFree) : IDisposable
{
    private readonly Lock gate = new();
    private int running;
    private bool isFree;

    /// <summary>A step of the plugin begins.</summary>
    public void Enter()
    {
        lock (gate)
        {
            if (running++ == 0 && !isFree)
            {
                file.SetRunning(entry, runs: true);
            }
        }
    }

    /// <summary>A step of the plugin has ended.</summary>
    public void Leave()
    {
        lock (gate)
        {
            if (--running == 0 && !isFree)
            {
                file.SetRunning(entry, runs: false);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            if (isFree)
            {
                return;
            }

            isFree = true;
            file.Free(entry);
        }

        onFree(entry);
    }
}
