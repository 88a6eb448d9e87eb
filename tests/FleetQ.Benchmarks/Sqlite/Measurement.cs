using FleetQ.Benchmarks.Measuring;

namespace FleetQ.Benchmarks.Sqlite;

/// <summary>How one comparison is measured: each round on files of its own.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Steps">How many steps a round has.</param>
/// <param name="Reference">What the loop does.</param>
/// <param name="Fleet">What FleetQ does, and how long it took.</param>
internal sealed record Measurement(
    string Name, int Steps, Action<ReferenceLoop, int> Reference, Func<FleetRun, int, Task<TimeSpan>> Fleet)
{
    /// <summary>The rates of the loop, one a round.</summary>
    public Measure ReferenceRate { get; } = new($"{Name}, hand-written", "steps/s") { Note = $"{Steps:N0} steps" };

    /// <summary>The rates of FleetQ, each measured just after the loop's.</summary>
    public Measure FleetRate { get; } = new($"{Name}, FleetQ", "steps/s") { Note = $"{Steps:N0} steps" };

    /// <summary>Which share of the loop's rate is to be reached; null: none is.</summary>
    public double? AtLeast { get; init; }

    /// <summary>What the loop needs first, outside the measured time.</summary>
    public Action<ReferenceLoop, int> Prepare { get; init; } = (_, _) => { };

    /// <summary>Measures one round of both, the reference first.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var reference = await MeasureReferenceAsync(cancellationToken);
        await using var fleet = new FleetRun();
        var elapsed = await Fleet(fleet, Steps);
        ReferenceRate.Add(Steps / reference.TotalSeconds);
        FleetRate.Add(Steps / elapsed.TotalSeconds);
    }

    private async Task<TimeSpan> MeasureReferenceAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("fleetq-reference-");
        try
        {
            var path = Path.Combine(folder.FullName, "loop.db");
            await using var loop = await ReferenceLoop.OpenAsync(path, cancellationToken);
            Prepare(loop, Steps);
            var start = TimeProvider.System.GetTimestamp();
            Reference(loop, Steps);
            return TimeProvider.System.GetElapsedTime(start);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
