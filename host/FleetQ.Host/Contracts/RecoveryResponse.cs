namespace FleetQ.Host.Contracts;

/// <summary>What a recovery by hand found and did.</summary>
/// <param name="Status">Always <c>completed</c>; of a dry run, that the look has ended.</param>
/// <param name="Message">The same as a sentence.</param>
/// <param name="RecoverySummary">The cycle in full.</param>
/// <param name="Stats">The cycle in numbers.</param>
internal sealed record RecoveryResponse(
    string Status, string Message, RecoverySummary RecoverySummary, RecoveryStats Stats);

/// <summary>A recovery cycle. Lists hold the first 1,000.</summary>
internal sealed record RecoverySummary
{
    public required string CycleId { get; init; }

    public required int DeadPodsFound { get; init; }

    public required int OrphanedStepsFound { get; init; }

    public required int StepsRequeued { get; init; }

    public required int StepsMarkedTerminal { get; init; }

    public required double DurationMs { get; init; }

    public required IReadOnlyList<string> DeadPods { get; init; }

    public required IReadOnlyList<string> RequeuedSteps { get; init; }

    public required IReadOnlyList<string> TerminalSteps { get; init; }
}

/// <summary>A recovery cycle in numbers.</summary>
internal sealed record RecoveryStats(int DeadPods, int TotalOrphans, int Resubmitted, int TerminalFailures);
