namespace FleetQ.PluginHost.Quarantine;

/// <summary>
/// Counts the failures of one task type of a plugin, or of the whole plugin, that are not their steps' fault; goes out
/// after some in a row, and comes back after a pause, on probation. Thread-safe.
/// </summary>
/// <param name="taskType">What it watches; null for the whole plugin.</param>
/// <param name="options">When it goes out, and for how long.</param>
/// <param name="time">The pod's clock.</param>
/// <param name="changed">Called after it went out or came back, on any thread.</param>
internal sealed class Breaker(
    string? taskType, QuarantineOptions options, TimeProvider time, Action<Breaker> changed) : IDisposable
{
    private readonly Lock gate = new();
    private ITimer? timer;
    private int faults;
    private int times;
    private bool isClosed;
    private QuarantineReport? report;

    /// <summary>What it watches; null for the whole plugin.</summary>
    public string? TaskType => taskType;

    /// <summary>What is told of it while it is out; null while it serves.</summary>
    public QuarantineReport? Report => Volatile.Read(ref report);

    /// <summary>True while its steps go to other pods.</summary>
    public bool IsOut => Report is not null;

    /// <summary>A handler ran, however its step ended.</summary>
    public void NoteAnswer()
    {
        if (Volatile.Read(ref faults) == 0 && Volatile.Read(ref times) == 0)
        {
            return;
        }

        lock (gate)
        {
            // What began before it went out proves nothing for those that failed since.
            if (!IsOut)
            {
                (faults, times) = (0, 0);
            }
        }
    }

    /// <summary>A handler could not be run.</summary>
    /// <returns>True when that is known by now, so that the step need not pay for it.</returns>
    public bool NoteFault(string reason)
    {
        lock (gate)
        {
            if (IsOut || isClosed)
            {
                return true;
            }

            var isOnProbation = times > 0;
            if (++faults < options.FaultsMax && !isOnProbation)
            {
                return false;
            }

            GoOutNeedsLock(reason);
        }

        changed(this);
        return true;
    }

    /// <summary>Lets it serve again now, on probation.</summary>
    /// <returns>False when it did already.</returns>
    public bool Return()
    {
        lock (gate)
        {
            if (!IsOut || isClosed)
            {
                return false;
            }

            faults = 0;
            Volatile.Write(ref report, null);
            DropTimerNeedsLock();
        }

        changed(this);
        return true;
    }

    /// <summary>Counts nothing any more: its plugin is on its way out.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            DropTimerNeedsLock();
        }
    }

    private void GoOutNeedsLock(string reason)
    {
        var pause = options.PauseAfter(times);
        times++;
        var now = time.GetUtcNow();
        Volatile.Write(ref report, new QuarantineReport(taskType, now, now + pause, times, reason));
        timer = time.CreateTimer(_ => Return(), null, pause, Timeout.InfiniteTimeSpan);
    }

    private void DropTimerNeedsLock()
    {
        timer?.Dispose();
        timer = null;
    }
}
