namespace FleetQ.Engine.Submission;

/// <summary>How steps are taken in.</summary>
public sealed record SubmissionOptions
{
    /// <summary>How many steps may wait to be started; null for no limit.</summary>
    /// <remarks>With a limit, each write of new steps counts the waiting ones first, up to that limit.</remarks>
    public int? QueueSizeMax { get; init; }
}
