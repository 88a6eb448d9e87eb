namespace FleetQ.Simulation.Tests.Checking;

/// <summary>What happened in runs: some in which nothing went wrong have proved nothing.</summary>
internal sealed class SimulationTotals
{
    private static readonly Happening[] All = Enum.GetValues<Happening>();

    private readonly long[] counts = new long[All.Length];

    public long this[Happening what]
    {
        get => counts[(int)what];
        set => counts[(int)what] = value;
    }

    public void Add(SimulationTotals other)
    {
        foreach (var what in All)
        {
            this[what] += other[what];
        }
    }

    /// <summary>What should have happened and did not.</summary>
    public IReadOnlyList<Happening> FindMissing() => [.. All.Where(what => this[what] == 0)];

    public override string ToString() => string.Join(", ", All.Select(what => $"{what} {this[what]:N0}"));
}
