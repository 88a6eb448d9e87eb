namespace FleetQ.Benchmarks;

/// <summary>The same work, done in turns by FleetQ and by a reference; all values are steps per second.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Steps">How many steps a round had.</param>
internal sealed record Comparison(string Name, int Steps)
{
    private readonly List<double> _fleet = [];
    private readonly List<double> _reference = [];

    /// <summary>FleetQ's rounds.</summary>
    public IReadOnlyList<double> Fleet => _fleet;

    /// <summary>The reference's rounds, each measured just before FleetQ's of the same place.</summary>
    public IReadOnlyList<double> Reference => _reference;

    /// <summary>FleetQ's rate over the reference's, round by round: other work on the machine touches both.</summary>
    public IReadOnlyList<double> Ratios => [.. _fleet.Zip(_reference, (fleet, reference) => fleet / reference)];

    /// <summary>Adds one round.</summary>
    public void Add(TimeSpan reference, TimeSpan fleet)
    {
        _reference.Add(Steps / reference.TotalSeconds);
        _fleet.Add(Steps / fleet.TotalSeconds);
    }
}
