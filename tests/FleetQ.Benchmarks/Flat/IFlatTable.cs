using FleetQ.Engine.Storage;

namespace FleetQ.Benchmarks.Flat;

/// <summary>A store that a size was filled into.</summary>
internal interface IFlatTable : IAsyncDisposable
{
    /// <summary>Gives steps.</summary>
    IClaimStore Claims { get; }

    /// <summary>Takes outcomes.</summary>
    ICompletionStore Completion { get; }

    /// <summary>Takes steps.</summary>
    ISubmissionStore Submission { get; }

    /// <summary>Takes the pod.</summary>
    IPodStore Pods { get; }

    /// <summary>Reads on a connection of its own and stays in the transaction until disposed.</summary>
    Task<IAsyncDisposable> HoldSnapshotAsync(CancellationToken cancellationToken);
}
