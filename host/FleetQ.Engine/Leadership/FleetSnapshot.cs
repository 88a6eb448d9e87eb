using FleetQ.Engine.Model;

namespace FleetQ.Engine.Leadership;

/// <summary>The fleet as the last good beat read it. Immutable.</summary>
public sealed record FleetSnapshot
{
    /// <summary>No beat was answered yet.</summary>
    public static FleetSnapshot Unknown { get; } = new()
    {
        Pods = [],
        Leader = null,
        ReadAt = null,
        ReadTimestamp = 0,
        SinceRecovery = null,
    };

    /// <summary>All pods that can hold claims, oldest first.</summary>
    public required IReadOnlyList<Pod> Pods { get; init; }

    /// <summary>The oldest live pod; null when none is known.</summary>
    public required Pod? Leader { get; init; }

    /// <summary>When it was read by this pod's clock, for people; null when it was not.</summary>
    public required DateTimeOffset? ReadAt { get; init; }

    /// <summary>When it was read, for measuring how long ago that is.</summary>
    public required long ReadTimestamp { get; init; }

    /// <summary>How long before the read the last full recovery pass had ended; null when there was none.</summary>
    public required TimeSpan? SinceRecovery { get; init; }
}
