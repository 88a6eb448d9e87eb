namespace FleetQ.Benchmarks.Sqlite;

/// <summary>How one comparison is measured: each round on files of its own.</summary>
/// <param name="Comparison">Where the rounds are kept.</param>
/// <param name="Reference">What the loop does.</param>
/// <param name="Fleet">What FleetQ does, and how long it took.</param>
internal sealed record Measurement(
    Comparison Comparison, Action<ReferenceLoop, int> Reference, Func<FleetRun, int, Task<TimeSpan>> Fleet)
{
    /// <summary>What the loop needs first, outside the measured time.</summary>
    public Action<ReferenceLoop, int> Prepare { get; init; } = (_, _) => { };

    /// <summary>Measures one round of both, the reference first.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var reference = await MeasureReferenceAsync(cancellationToken);
        await using var fleet = new FleetRun();
        Comparison.Add(reference, await Fleet(fleet, Comparison.Steps));
    }

    private async Task<TimeSpan> MeasureReferenceAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("fleetq-reference-");
        try
        {
            var path = Path.Combine(folder.FullName, "loop.db");
            await using var loop = await ReferenceLoop.OpenAsync(path, cancellationToken);
            Prepare(loop, Comparison.Steps);
            var start = TimeProvider.System.GetTimestamp();
            Reference(loop, Comparison.Steps);
            return TimeProvider.System.GetElapsedTime(start);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
