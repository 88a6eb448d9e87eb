namespace FleetQ.Engine.Model;

/// <summary>A claimed step: what a pod needs to run one attempt.</summary>
public sealed record Claim
{
    /// <summary>The step and its epoch.</summary>
    public required ClaimKey Key { get; init; }

    /// <summary>The pod's incarnation that claimed it.</summary>
    public required PodIdentity Pod { get; init; }

    /// <summary>Which handler runs it.</summary>
    public required TaskType TaskType { get; init; }

    /// <summary>The step's place in the order of submission.</summary>
    public required long Sequence { get; init; }

    /// <summary>Which attempt this is, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many failed attempts may be repeated.</summary>
    public required int MaxRetries { get; init; }

    /// <summary>
    /// How many of its attempts ended with the death of their pod; over 0, the step runs alone on its pod.
    /// </summary>
    public required int Losses { get; init; }

    /// <summary>Higher is claimed first.</summary>
    public required int Priority { get; init; }

    /// <summary>Whose step it is; empty when none was named.</summary>
    public required string Tenant { get; init; }

    /// <summary>The stored JSON text.</summary>
    public required string Payload { get; init; }

    /// <summary>How the arguments stand in <see cref="Payload"/>.</summary>
    public required PayloadForm PayloadForm { get; init; }

    /// <summary>A JSON object.</summary>
    public required string Metadata { get; init; }

    /// <summary>The longest that this attempt may run; null when the task type decides.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The step's own pauses; null when the task type or the host's settings decide.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>How long the step was ready before it was claimed, by the store's clock.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>The W3C trace context of the submit; null without one.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Tells whether a failed attempt may be repeated.</summary>
    public bool HasRetriesLeft => Attempt <= MaxRetries;
}
