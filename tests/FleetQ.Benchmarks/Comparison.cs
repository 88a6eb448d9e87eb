namespace FleetQ.Benchmarks;

/// <summary>The same work, done in turns by FleetQ and by a reference; all values are steps per second.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Steps">How many steps a round had.</param>
internal sealed record Comparison(string Name, int Steps)
{
    private readonly List<double> fleetRates = [];
    private readonly List<double> referenceRates = [];

    /// <summary>FleetQ's rounds.</summary>
    public IReadOnlyList<double> Fleet => fleetRates;

    /// <summary>The reference's rounds, each measured just before FleetQ's of the same place.</summary>
    public IReadOnlyList<double> Reference => referenceRates;

    /// <summary>FleetQ's rate over the reference's, round by round: other work on the machine touches both.</summary>
    public IReadOnlyList<double> Ratios => [.. fleetRates.Zip(referenceRates, (fleet, reference) => fleet / reference)];

    /// <summary>Adds one round.</summary>
    public void Add(TimeSpan reference, TimeSpan fleet)
    {
        referenceRates.Add(Steps / reference.TotalSeconds);
        fleetRates.Add(Steps / fleet.TotalSeconds);
    }
}
