namespace FleetQ.Engine.Claiming;

/// <summary>How a pod looks for steps.</summary>
public sealed record ClaimingOptions
{
    /// <summary>The longest wait between two looks of an idle pod that nothing wakes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);
}
