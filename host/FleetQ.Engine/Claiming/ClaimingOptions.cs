using FleetQ.Engine.Loops;

namespace FleetQ.Engine.Claiming;

/// <summary>How a pod looks for steps.</summary>
public sealed record ClaimingOptions
{
    /// <summary>The longest wait between two looks of an idle pod that nothing wakes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// When a pod looks that found nothing for a while; null: always at the interval, which is right where a look costs
    /// nothing.
    /// </summary>
    public IdleWave? Idle { get; init; }
}
