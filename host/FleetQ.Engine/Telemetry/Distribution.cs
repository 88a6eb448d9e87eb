namespace FleetQ.Engine.Telemetry;

/// <summary>
/// Durations in buckets that grow by an eighth of a power of two, so that a quantile is right within 13 %, in constant
/// memory. Thread-safe.
/// </summary>
public sealed class Distribution
{
    private const int BucketsPerPower = 8;
    private const int Powers = 40;

    private readonly long[] buckets = new long[Powers * BucketsPerPower];
    private long count;

    /// <summary>How many durations were added.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>Adds a duration; negative ones count as zero.</summary>
    public void Add(TimeSpan duration)
    {
        Interlocked.Increment(ref buckets[IndexOf(duration.TotalMicroseconds)]);
        Interlocked.Increment(ref count);
    }

    /// <summary>The duration that a share of all stay under, in milliseconds; null before the first.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double? FindQuantileMs(double share)
    {
        var total = Count;
        if (total == 0)
        {
            return null;
        }

        var rank = (long)Math.Ceiling(share * total);
        var seen = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            seen += Interlocked.Read(ref buckets[i]);
            if (seen >= rank)
            {
                return UpperBoundOf(i) / 1_000;
            }
        }

        return UpperBoundOf(buckets.Length - 1) / 1_000;
    }

    private static int IndexOf(double microseconds)
    {
        if (microseconds < 1)
        {
            return 0;
        }

        var index = (int)(Math.Log2(microseconds) * BucketsPerPower) + 1;
        return Math.Min(index, (Powers * BucketsPerPower) - 1);
    }

    private static double UpperBoundOf(int index) => Math.Pow(2, (double)index / BucketsPerPower);
}
