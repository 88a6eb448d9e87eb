namespace FleetQ.Engine.Model;

/// <summary>How long ended steps are kept; null keeps them for ever.</summary>
public sealed record Retention(TimeSpan? Completed, TimeSpan? Failed, TimeSpan? Cancelled)
{
    /// <summary>
    /// How long steps of a status are kept. Expired steps are kept like cancelled ones: neither has run to its end.
    /// </summary>
    public TimeSpan? Of(StepStatus status) => status switch
    {
        StepStatus.Completed => Completed,
        StepStatus.Failed => Failed,
        StepStatus.Cancelled or StepStatus.Expired => Cancelled,
        StepStatus.Blocked or StepStatus.Scheduled or StepStatus.Pending or StepStatus.Claimed =>
            throw new ArgumentOutOfRangeException(nameof(status), status, "Only ended steps are pruned."),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown status."),
    };
}
