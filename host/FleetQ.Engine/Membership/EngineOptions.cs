using FleetQ.Engine.Claiming;
using FleetQ.Engine.Completion;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Reading;
using FleetQ.Engine.Recovery;
using FleetQ.Engine.Submission;

namespace FleetQ.Engine.Membership;

/// <summary>The options of all stages.</summary>
public sealed record EngineOptions
{
    /// <summary>Who the pod is.</summary>
    public required MembershipOptions Membership { get; init; }

    /// <summary>How steps are taken in.</summary>
    public SubmissionOptions Submission { get; init; } = new();

    /// <summary>How the pod looks for steps.</summary>
    public ClaimingOptions Claiming { get; init; } = new();

    /// <summary>How many steps it runs.</summary>
    public DispatchingOptions Dispatching { get; init; } = new();

    /// <summary>How outcomes are decided.</summary>
    public CompletionOptions Completion { get; init; } = new();

    /// <summary>How recovery works; its beats and threshold must be the membership's.</summary>
    public RecoveryOptions Recovery { get; init; } = new();

    /// <summary>How readers wait.</summary>
    public ReadingOptions Reading { get; init; } = new();
}
