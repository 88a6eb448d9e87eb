using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;

namespace FleetQ.Engine.Membership;

/// <summary>Who the pod is and how it lives in its fleet.</summary>
public sealed record MembershipOptions
{
    /// <summary>The pod's name. Two live pods of one name evict each other.</summary>
    public required PodId PodId { get; init; }

    /// <summary>The version of its host, for readers.</summary>
    public required string Version { get; init; }

    /// <summary>The machine that it runs on, for readers.</summary>
    public required string HostName { get; init; }

    /// <summary>The pause between two beats.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// When a pod beats that runs nothing; null: always after the interval. Its waves must come at least four times
    /// within the threshold.
    /// </summary>
    public IdleWave? Idle { get; init; }

    /// <summary>How long the pod may be silent before the fleet counts it as dead. At least two beats.</summary>
    public TimeSpan DeadPodThreshold { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long handlers may go on when the pod drains.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the pod trusts itself after it sent a beat that was answered: before others may take its steps, it has
    /// let go of them.
    /// </summary>
    // The margin covers one beat and one slow answer, and at most half of a short threshold.
    public TimeSpan TrustFor => DeadPodThreshold - TimeSpan.FromTicks(
        Math.Min(DeadPodThreshold.Ticks / 2, HeartbeatInterval.Ticks + TimeSpan.FromSeconds(2).Ticks));

    /// <summary>
    /// How old a claim must be before a pod that does not know it gives it back: older than any answer still on its
    /// way.
    /// </summary>
    public TimeSpan ReconcileGrace => DeadPodThreshold;
}
