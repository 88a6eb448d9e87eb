using FleetQ.Engine.Model;

namespace FleetQ.Engine.Recovery;

/// <summary>What one recovery cycle found and did; of a dry run, what it would have done.</summary>
public sealed record RecoveryReport
{
    /// <summary>The most ids that a report lists; counts are always whole.</summary>
    public const int ListedMax = 1_000;

    /// <summary>Names the cycle.</summary>
    public required string CycleId { get; init; }

    /// <summary>The pods whose steps were found, and those that this cycle evicted.</summary>
    public required IReadOnlyList<PodId> DeadPods { get; init; }

    /// <summary>How many steps had a pod that is gone.</summary>
    public required int Orphans { get; init; }

    /// <summary>How many became pending.</summary>
    public required int Returned { get; init; }

    /// <summary>How many failed, because no retry was left.</summary>
    public required int Failed { get; init; }

    /// <summary>The first of those that became pending.</summary>
    public required IReadOnlyList<StepId> ReturnedSteps { get; init; }

    /// <summary>The first of those that failed.</summary>
    public required IReadOnlyList<StepId> FailedSteps { get; init; }

    /// <summary>How long the cycle took.</summary>
    public required TimeSpan Duration { get; init; }
}
