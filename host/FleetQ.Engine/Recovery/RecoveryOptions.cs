using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;

namespace FleetQ.Engine.Recovery;

/// <summary>How recovery works.</summary>
public sealed record RecoveryOptions
{
    /// <summary>The pause between two passes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>When the leader of a fleet that runs nothing recovers; null: always after the interval.</summary>
    public IdleWave? Idle { get; init; }

    /// <summary>How long a pod may be silent before it counts as dead.</summary>
    public TimeSpan DeadPodThreshold { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The pause between two beats of a pod.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long ended steps are kept.</summary>
    public Retention Retention { get; init; } =
        new(TimeSpan.FromDays(7), TimeSpan.FromDays(30), TimeSpan.FromDays(1));

    /// <summary>How long the rows of pods that are gone are kept, for readers.</summary>
    public TimeSpan PodHistory { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// When the last full pass is older than this, any pod runs one: a leader whose loop hangs stops nobody.
    /// </summary>
    public TimeSpan OverdueAfter =>
        TimeSpan.FromTicks(Math.Max(3 * (Idle?.Interval ?? Interval).Ticks, DeadPodThreshold.Ticks));
}
