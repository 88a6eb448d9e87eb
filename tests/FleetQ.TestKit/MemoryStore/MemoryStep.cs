using FleetQ.Engine.Model;

namespace FleetQ.TestKit.MemoryStore;

/// <summary>A row of the step table. Instants are unix milliseconds of the store's clock.</summary>
internal sealed class MemoryStep
{
    public required NewStep Submitted { get; init; }

    public required long Sequence { get; init; }

    public required long CreatedMs { get; init; }

    public required StepStatus Status { get; set; }

    public required int Priority { get; set; }

    public long? NotBeforeMs { get; set; }

    public long? ExpiresMs { get; set; }

    public int Attempt { get; set; }

    public int Losses { get; set; }

    public long ClaimEpoch { get; set; }

    public PodIdentity? ClaimedBy { get; set; }

    public long? ClaimedMs { get; set; }

    public long? EndedMs { get; set; }

    public long UpdatedMs { get; set; }

    /// <summary>Since when it is, or was before its claim, pending.</summary>
    public long ReadyMs { get; set; }

    /// <summary>Was listed as an orphan; see <see cref="StoreWeaknesses.ListsOrphansOnce"/>.</summary>
    public bool IsParked { get; set; }

    public string? Progress { get; set; }

    public string? Result { get; set; }

    public StepError? Error { get; set; }

    public PluginIdentity? Plugin { get; set; }

    public List<EndedAttempt> Attempts { get; } = [];

    public ClaimKey Key => new(Submitted.StepId, ClaimEpoch);

    public bool HasRetriesLeft => Attempt <= Submitted.MaxRetries;

    public bool IsWaiting => Status is StepStatus.Blocked or StepStatus.Scheduled or StepStatus.Pending;
}
