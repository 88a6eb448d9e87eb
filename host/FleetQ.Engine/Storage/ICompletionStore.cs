using FleetQ.Engine.Model;

namespace FleetQ.Engine.Storage;

/// <summary>
/// Records what became of claims. Each write names step and epoch and requires that the step is claimed.
/// </summary>
public interface ICompletionStore
{
    /// <summary>
    /// Records outcomes in one statement; one that is not in the answer lost its claim, and changed nothing.
    /// </summary>
    /// <returns>The claims whose outcome was recorded by this call.</returns>
    Task<IReadOnlySet<ClaimKey>> RecordAsync(IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken);

    /// <summary>
    /// After an ambiguous error: tells which outcomes are in the store already, from a first try whose answer was lost.
    /// </summary>
    Task<IReadOnlySet<ClaimKey>> FindRecordedAsync(
        IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken);

    /// <summary>Stores the latest progress of claims in one statement.</summary>
    /// <returns>The claims that are still held; the others are lost.</returns>
    Task<IReadOnlySet<ClaimKey>> ReportProgressAsync(
        IReadOnlyList<ProgressReport> reports, CancellationToken cancellationToken);
}

/// <summary>How far an attempt is.</summary>
/// <param name="Key">The claim.</param>
/// <param name="Progress">A JSON object of at most a few kilobytes.</param>
public sealed record ProgressReport(ClaimKey Key, string Progress);
