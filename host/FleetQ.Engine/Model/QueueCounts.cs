namespace FleetQ.Engine.Model;

/// <summary>How many steps there are, for operators.</summary>
/// <param name="ByStatus">Steps by status; a status without steps is absent.</param>
/// <param name="WaitingByPriority">Steps that are ready, by priority.</param>
/// <param name="OpenByType">Steps that have not ended, by task type and status.</param>
public sealed record QueueCounts(
    IReadOnlyDictionary<StepStatus, long> ByStatus,
    IReadOnlyDictionary<int, long> WaitingByPriority,
    IReadOnlyList<TypeCount> OpenByType);

/// <summary>Steps of one task type in one status.</summary>
public sealed record TypeCount(TaskType TaskType, StepStatus Status, long Steps);
