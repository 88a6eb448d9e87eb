using FleetQ.Engine.Model;

namespace FleetQ.Engine.Storage;

/// <summary>Reads for people. No decision about a claim is ever taken from here.</summary>
public interface IReadStore
{
    /// <summary>Reads a step; null when there is none.</summary>
    Task<Step?> FindStepAsync(StepId stepId, CancellationToken cancellationToken);

    /// <summary>Reads one page of a search, newest first.</summary>
    Task<IReadOnlyList<Step>> SearchStepsAsync(StepQuery query, CancellationToken cancellationToken);

    /// <summary>Tells which of some steps have ended, or do not exist any more.</summary>
    Task<IReadOnlySet<StepId>> ListEndedAsync(IReadOnlyCollection<StepId> stepIds, CancellationToken cancellationToken);

    /// <summary>Counts steps.</summary>
    Task<QueueCounts> CountAsync(CancellationToken cancellationToken);

    /// <summary>Lists all pods whose rows are kept, oldest first.</summary>
    Task<IReadOnlyList<Pod>> ListPodsAsync(CancellationToken cancellationToken);

    /// <summary>Asks the store for a sign of life.</summary>
    /// <exception cref="StoreUnavailableException">There is none.</exception>
    Task PingAsync(CancellationToken cancellationToken);
}
