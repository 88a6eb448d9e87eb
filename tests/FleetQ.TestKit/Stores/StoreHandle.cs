using FleetQ.Engine.Storage;
using FleetQ.Storage;

namespace FleetQ.TestKit.Stores;

/// <summary>One process' ports of a store. Closed by its fixture.</summary>
public sealed record StoreHandle
{
    public required ISubmissionStore Submission { get; init; }

    public required IClaimStore Claims { get; init; }

    public required ICompletionStore Completion { get; init; }

    public required IPodStore Pods { get; init; }

    public required IRecoveryStore Recovery { get; init; }

    public required IReadStore Reading { get; init; }

    public required IOperatorStore Operating { get; init; }

    public required IStoreChanges Changes { get; init; }

    public static StoreHandle Of(SqlStore store) => new()
    {
        Submission = store.Submission,
        Claims = store.Claims,
        Completion = store.Completion,
        Pods = store.Pods,
        Recovery = store.Recovery,
        Reading = store.Reading,
        Operating = store.Operating,
        Changes = store.Changes,
    };
}
