using FleetQ.Engine.Storage;

namespace FleetQ.Engine.Membership;

/// <summary>The ports that an engine works on.</summary>
public sealed record EngineStores
{
    /// <summary>New steps.</summary>
    public required ISubmissionStore Submission { get; init; }

    /// <summary>Claims.</summary>
    public required IClaimStore Claims { get; init; }

    /// <summary>Outcomes.</summary>
    public required ICompletionStore Completion { get; init; }

    /// <summary>Pods.</summary>
    public required IPodStore Pods { get; init; }

    /// <summary>Recovery.</summary>
    public required IRecoveryStore Recovery { get; init; }

    /// <summary>Reads.</summary>
    public required IReadStore Reading { get; init; }

    /// <summary>Operators' changes.</summary>
    public required IOperatorStore Operating { get; init; }

    /// <summary>Hints of changes.</summary>
    public required IStoreChanges Changes { get; init; }

    /// <summary>The local work list of recovery.</summary>
    public required IRecoveryJournal Journal { get; init; }
}
