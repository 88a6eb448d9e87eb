namespace FleetQ.Benchmarks.Measuring;

/// <summary>One thing that was measured once a round.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">What its values are in.</param>
internal sealed record Measure(string Name, string Unit)
{
    private readonly List<double> values = [];

    /// <summary>One value a round, in the order of rounds.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>What a reader must know beside the name.</summary>
    public string Note { get; init; } = "";

    /// <summary>Adds a round.</summary>
    public void Add(double value) => values.Add(value);
}
