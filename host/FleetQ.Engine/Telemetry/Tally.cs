using System.Diagnostics.Metrics;

namespace FleetQ.Engine.Telemetry;

/// <summary>
/// A counter that is both exported and readable here, with its rate over the last minute. Thread-safe.
/// </summary>
public sealed class Tally
{
    private const int WindowSeconds = 60;

    private readonly Counter<long> counter;
    private readonly TimeProvider time;
    private readonly long startedAt;
    private readonly Lock gate = new();
    private readonly long[] perSecond = new long[WindowSeconds];
    private long total;
    private long second;

    /// <summary>Makes a counter that stands at zero.</summary>
    public Tally(Meter meter, string name, string unit, string description, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentNullException.ThrowIfNull(time);
        Name = name;
        counter = meter.CreateCounter<long>(name, unit, description);
        this.time = time;
        startedAt = time.GetTimestamp();
    }

    /// <summary>The metric's name, <c>fleetq.stage.noun</c>.</summary>
    public string Name { get; }

    /// <summary>All that was counted.</summary>
    public long Total
    {
        get
        {
            lock (gate)
            {
                return total;
            }
        }
    }

    /// <summary>Counts.</summary>
    public void Add(long amount)
    {
        if (amount == 0)
        {
            return;
        }

        counter.Add(amount);
        lock (gate)
        {
            MoveWindowNeedsLock();
            total += amount;
            perSecond[second % WindowSeconds] += amount;
        }
    }

    /// <summary>How many per second over the last minute, or since the start when that is less.</summary>
    public double GetRatePerSecond()
    {
        lock (gate)
        {
            MoveWindowNeedsLock();
            return (double)perSecond.Sum() / Math.Clamp(second + 1, 1, WindowSeconds);
        }
    }

    private void MoveWindowNeedsLock()
    {
        var now = (long)time.GetElapsedTime(startedAt).TotalSeconds;
        for (var skipped = Math.Max(second + 1, now - WindowSeconds + 1); skipped <= now; skipped++)
        {
            perSecond[skipped % WindowSeconds] = 0;
        }

        second = Math.Max(second, now);
    }
}
