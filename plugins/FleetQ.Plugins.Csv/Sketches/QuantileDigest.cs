namespace FleetQ.Plugins.Csv.Sketches;

/// <summary>
/// Quantiles of a stream: exact up to 4,096 values, then a merging t-digest (Dunning, arXiv:1902.04023) of at most a
/// few hundred centroids, whose error in rank is below 1 % in the middle and shrinks towards both ends.
/// </summary>
internal sealed class QuantileDigest
{
    private const int BufferMax = 4_096;
    private const double Compression = 200;

    private readonly List<double> buffer = [];
    private List<Centroid> centroids = [];
    private long merged;

    public double Min { get; private set; } = double.PositiveInfinity;

    public double Max { get; private set; } = double.NegativeInfinity;

    public void Add(double value)
    {
        if (buffer.Count == BufferMax)
        {
            Merge();
        }

        buffer.Add(value);
        Min = Math.Min(Min, value);
        Max = Math.Max(Max, value);
    }

    /// <summary>The value below which a fraction of all values lies; between two values it is interpolated.</summary>
    /// <param name="fraction">From 0 to 1.</param>
    public double ValueAt(double fraction)
    {
        if (merged == 0)
        {
            buffer.Sort();
            return ExactAt(fraction);
        }

        Merge();
        return EstimateAt(fraction * merged);
    }

    private double ExactAt(double fraction)
    {
        var place = fraction * (buffer.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, buffer.Count - 1);
        return Between(buffer[below], buffer[above], place - below);
    }

    // A centroid stands for the values around its mean: half of them below, half above.
    private double EstimateAt(double rank)
    {
        var (lowerRank, lowerValue) = (0d, Min);
        var passed = 0L;
        foreach (var centroid in centroids)
        {
            var middle = passed + (centroid.Weight / 2d);
            if (rank < middle)
            {
                return Between(lowerValue, centroid.Mean, (rank - lowerRank) / (middle - lowerRank));
            }

            (lowerRank, lowerValue) = (middle, centroid.Mean);
            passed += centroid.Weight;
        }

        return Between(lowerValue, Max, (rank - lowerRank) / (merged - lowerRank));
    }

    private void Merge()
    {
        if (buffer.Count == 0)
        {
            return;
        }

        var all = new List<Centroid>(centroids.Count + buffer.Count);
        all.AddRange(centroids);
        all.AddRange(buffer.Select(value => new Centroid(value, 1)));
        all.Sort((left, right) => left.Mean.CompareTo(right.Mean));
        merged += buffer.Count;
        buffer.Clear();
        centroids = Merge(all, merged);
    }

    private static List<Centroid> Merge(List<Centroid> sorted, long total)
    {
        var result = new List<Centroid>();
        var current = sorted[0];
        var passed = 0L;
        var limit = total * FractionAfter(0);
        foreach (var next in sorted.Skip(1))
        {
            if (passed + current.Weight + next.Weight <= limit)
            {
                current = current.With(next);
                continue;
            }

            result.Add(current);
            passed += current.Weight;
            limit = total * FractionAfter((double)passed / total);
            current = next;
        }

        result.Add(current);
        return result;
    }

    // One step further on the digest's scale, an arcsine: steps are narrow at both ends, so the tails stay precise.
    private static double FractionAfter(double fraction)
    {
        var angle = Math.Asin((2 * fraction) - 1) + (2 * Math.PI / Compression);
        return angle >= Math.PI / 2 ? 1 : (Math.Sin(angle) + 1) / 2;
    }

    private static double Between(double low, double high, double share) =>
        low == high ? low : (low * (1 - share)) + (high * share);

    private readonly record struct Centroid(double Mean, long Weight)
    {
        public Centroid With(Centroid other)
        {
            var weight = Weight + other.Weight;
            return new(Between(Mean, other.Mean, (double)other.Weight / weight), weight);
        }
    }
}
