namespace FleetQ.Plugins.Csv.Sketches;

/// <summary>Mean and deviation of a stream (Welford's method, which does not lose digits to large sums).</summary>
internal sealed class RunningMoments
{
    private double sumOfSquares;

    public long Count { get; private set; }

    public double Mean { get; private set; }

    /// <summary>Divides by n - 1; not a number for fewer than two values.</summary>
    public double SampleStandardDeviation => Math.Sqrt(sumOfSquares / (Count - 1));

    public void Add(double value)
    {
        Count++;
        var fromOldMean = value - Mean;
        Mean += fromOldMean / Count;
        sumOfSquares += fromOldMean * (value - Mean);
    }
}
