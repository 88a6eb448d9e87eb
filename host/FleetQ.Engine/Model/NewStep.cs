namespace FleetQ.Engine.Model;

/// <summary>
/// A step as it was submitted, checked at the edge. Texts are JSON, byte for byte what was sent; FleetQ never expands
/// them.
/// </summary>
public sealed record NewStep
{
    /// <summary>The id; made by FleetQ when the client chose none.</summary>
    public required StepId StepId { get; init; }

    /// <summary>True when the client chose the id: then a second submit of it is the first step.</summary>
    public bool IdIsChosen { get; init; }

    /// <summary>What kind of step it is.</summary>
    public required TaskType TaskType { get; init; }

    /// <summary>A JSON object: the arguments, or the whole payload (<see cref="PayloadForm"/>).</summary>
    public required string Payload { get; init; }

    /// <summary>How the arguments stand in <see cref="Payload"/>.</summary>
    public PayloadForm PayloadForm { get; init; }

    /// <summary>A JSON object.</summary>
    public string Metadata { get; init; } = "{}";

    /// <summary>A JSON array of short strings.</summary>
    public string Tags { get; init; } = "[]";

    /// <summary>Whose step it is; empty when none was named.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Higher is claimed first.</summary>
    public int Priority { get; init; }

    /// <summary>How many failed attempts are repeated, 0 to 100.</summary>
    public required int MaxRetries { get; init; }

    /// <summary>Makes a repeated submit return the first step; null when there is none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// SHA-256 of the body in hexadecimal digits, to tell a repeat from a misuse of the key; null without a key.
    /// </summary>
    public string? RequestHash { get; init; }

    /// <summary>
    /// Earliest start, counted from the commit by the store's clock. At most one of this and <see cref="NotBefore"/>.
    /// </summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Earliest start as an instant.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>
    /// Expiry, counted from the commit by the store's clock. At most one of this and <see cref="ExpiresAt"/>.
    /// </summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Not started by then, the step ends as expired.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The longest that one attempt may run; null when the task type decides.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The pauses after failed attempts; null when the task type or the host's settings decide.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>The W3C trace context of the submit; null without one.</summary>
    public string? TraceParent { get; init; }
}
