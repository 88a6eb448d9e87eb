using FleetQ.Plugins.Csv.Sketches;

namespace FleetQ.Plugins.Csv.Columns;

/// <summary>The statistics of a column of numbers.</summary>
internal sealed class NumberTally
{
    private static readonly (string Name, double Fraction)[] Quantiles =
        [("p01", 0.01), ("p05", 0.05), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p95", 0.95), ("p99", 0.99)];

    private readonly RunningMoments moments = new();
    private readonly QuantileDigest digest = new();
    private long integerMin = long.MaxValue;
    private long integerMax = long.MinValue;

    public double Min => digest.Min;

    public double Max => digest.Max;

    /// <summary>Exact where <see cref="Min"/> may have lost digits; only meant for a column of integers.</summary>
    public (long Min, long Max) IntegerRange => (integerMin, integerMax);

    public double? Mean => FiniteOrNull(moments.Mean);

    public double? Stddev => moments.Count > 1 ? FiniteOrNull(moments.SampleStandardDeviation) : null;

    public void AddInteger(long value)
    {
        integerMin = Math.Min(integerMin, value);
        integerMax = Math.Max(integerMax, value);
        Add(value);
    }

    public void Add(double value)
    {
        moments.Add(value);
        digest.Add(value);
    }

    public IReadOnlyDictionary<string, double> ToQuantiles() =>
        Quantiles.ToDictionary(quantile => quantile.Name, quantile => digest.ValueAt(quantile.Fraction));

    // Squares of huge numbers overflow, and JSON has no infinity.
    private static double? FiniteOrNull(double value) => double.IsFinite(value) ? value : null;
}
