using FleetQ.Engine.Dispatching;

namespace FleetQ.PluginHost.Isolation;

/// <summary>What runs in one child. Thread-safe.</summary>
internal sealed class ChildRuns
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, ChildRun> running = [];
    private long last;
    private bool isClosed;

    /// <summary>Called when the last of them ended, on any thread; must return at once.</summary>
    public Action? Emptied { get; set; }

    /// <summary>How many run.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return running.Count;
            }
        }
    }

    /// <summary>Begins one.</summary>
    /// <param name="attempt">What runs.</param>
    /// <param name="begin">
    /// Tells the child, before anybody can close this: a child that is told to end first would leave with the run.
    /// Returns at once, and calls nothing of this.
    /// </param>
    /// <returns>Null when nothing more may run here.</returns>
    public ChildRun? TryBegin(Attempt attempt, Action<ChildRun> begin)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return null;
            }

            var run = new ChildRun(++last, attempt);
            begin(run);
            running.Add(run.Number, run);
            return run;
        }
    }

    /// <summary>The run of a number; null when it has ended.</summary>
    public ChildRun? Find(long number)
    {
        lock (gate)
        {
            return running.GetValueOrDefault(number);
        }
    }

    /// <summary>Ends one with its answer.</summary>
    public void End(long number, AttemptResult? result)
    {
        ChildRun? run;
        bool isEmpty;
        lock (gate)
        {
            running.Remove(number, out run);
            isEmpty = running.Count == 0;
        }

        run?.End(new ChildRunEnd(result, null, WasAlone: false));
        if (run is not null && isEmpty)
        {
            Emptied?.Invoke();
        }
    }

    /// <summary>Lets nothing more begin, when nothing runs.</summary>
    /// <returns>False when something runs.</returns>
    public bool TryClose()
    {
        lock (gate)
        {
            isClosed |= running.Count == 0;
            return isClosed && running.Count == 0;
        }
    }

    /// <summary>Lets nothing more begin; what runs goes on.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
        }
    }

    /// <summary>The child has ended, and with it all that ran.</summary>
    public void EndAll(ChildEnd end)
    {
        ChildRun[] lost;
        lock (gate)
        {
            isClosed = true;
            lost = [.. running.Values];
            running.Clear();
        }

        foreach (var run in lost)
        {
            run.End(new ChildRunEnd(null, end, WasAlone: lost.Length == 1));
        }
    }
}
