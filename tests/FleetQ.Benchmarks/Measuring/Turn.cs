namespace FleetQ.Benchmarks.Measuring;

/// <summary>What one contestant does in a round; it adds to its measures by itself.</summary>
/// <param name="Name">Told while it runs, and what <c>--only</c> looks into.</param>
/// <param name="MeasureAsync">Measures once.</param>
internal sealed record Turn(string Name, Func<Task> MeasureAsync)
{
    /// <summary>Takes all turns, one after the other, as many rounds as are asked for.</summary>
    internal static async Task TakeAllAsync(string question, BenchmarkRun run, IReadOnlyList<Turn> turns)
    {
        for (var round = 1; round <= run.Options.Rounds; round++)
        {
            foreach (var turn in turns.Where(turn => run.Options.Includes(turn.Name)))
            {
                run.Stopping.ThrowIfCancellationRequested();
                run.Progress($"{question}, round {round} of {run.Options.Rounds}: {turn.Name}");
                await turn.MeasureAsync();
            }
        }
    }
}
