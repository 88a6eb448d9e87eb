namespace FleetQ.Benchmarks.Flat;

/// <summary>What stands in the table before a claim is measured.</summary>
/// <param name="Name">Names it.</param>
/// <param name="Finished">Completed steps.</param>
/// <param name="Waiting">Pending steps; as many stay, because each claimed one is replaced.</param>
/// <param name="Tenants">Whose they are, in turns.</param>
/// <param name="Claims">How many claims a round has; the last ones are measured.</param>
internal sealed record FlatSize(string Name, int Finished, int Waiting, int Tenants, int Claims)
{
    /// <summary>Whether another connection keeps a snapshot from before the first claim.</summary>
    public bool HoldsSnapshot { get; init; }
}
