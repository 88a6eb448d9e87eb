using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Benchmarks.Memory;

/// <summary>A store that takes every outcome and keeps none.</summary>
internal sealed class RecordingStore : ICompletionStore
{
    private int open;
    private TaskCompletionSource all = new();

    /// <summary>A task that ends with so many outcomes from now on.</summary>
    internal Task Expect(int outcomes)
    {
        all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref open, outcomes);
        return all.Task;
    }

    public Task<IReadOnlySet<ClaimKey>> RecordAsync(
        IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken)
    {
        IReadOnlySet<ClaimKey> recorded = outcomes.Select(static outcome => outcome.Key).ToHashSet();
        if (Interlocked.Add(ref open, -outcomes.Count) <= 0)
        {
            all.TrySetResult();
        }

        return Task.FromResult(recorded);
    }

    public Task<IReadOnlySet<ClaimKey>> FindRecordedAsync(
        IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken) =>
        RecordAsync(outcomes, cancellationToken);

    public Task<IReadOnlySet<ClaimKey>> ReportProgressAsync(
        IReadOnlyList<ProgressReport> reports, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<ClaimKey>>(new HashSet<ClaimKey>());
}
