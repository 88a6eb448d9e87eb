using System.Globalization;

namespace FleetQ.Benchmarks.Measuring;

/// <summary>What is to be reached: a measure, or a ratio of two, beside a bound.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Of">The measure.</param>
/// <param name="To">What it is divided by, round by round; null: nothing.</param>
internal sealed record Target(string Name, Measure Of, Measure? To)
{
    /// <summary>Not less than this; null: no such bound.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Not more than this; null: no such bound.</summary>
    public double? AtMost { get; init; }

    /// <summary>The values, round by round: other work on the machine touches both measures of a round.</summary>
    public IReadOnlyList<double> Values =>
        To is null ? Of.Values : [.. Of.Values.Zip(To.Values, static (of, to) => of / to)];

    /// <summary>The bound as text.</summary>
    public string Bound => (AtLeast, AtMost) switch
    {
        ({ } least, _) => string.Create(CultureInfo.InvariantCulture, $"at least {least}"),
        (_, { } most) => string.Create(CultureInfo.InvariantCulture, $"at most {most}"),
        _ => "",
    };

    /// <summary>Whether the median keeps the bound; null where there is none.</summary>
    public bool? IsMet
    {
        get
        {
            var median = Spread.Of(Values).Median;
            return (AtLeast, AtMost) is (null, null)
                ? null
                : median >= (AtLeast ?? double.MinValue) && median <= (AtMost ?? double.MaxValue);
        }
    }
}
