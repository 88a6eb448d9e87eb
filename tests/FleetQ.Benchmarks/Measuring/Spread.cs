using System.Globalization;

namespace FleetQ.Benchmarks.Measuring;

/// <summary>What rounds add up to.</summary>
/// <param name="Minimum">The least.</param>
/// <param name="Median">The middle.</param>
/// <param name="Maximum">The most.</param>
internal readonly record struct Spread(double Minimum, double Median, double Maximum)
{
    /// <summary>Of at least one value.</summary>
    public static Spread Of(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return new Spread(sorted[0], Quantile(sorted, 0.5), sorted[^1]);
    }

    /// <summary>The value that such a share of the sorted values is below, between neighbours in proportion.</summary>
    public static double Quantile(List<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }

    /// <summary>The three, with as many digits as their size deserves.</summary>
    public override string ToString() => $"{Text(Minimum)} / {Text(Median)} / {Text(Maximum)}";

    private static string Text(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "N0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);
}
