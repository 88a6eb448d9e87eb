using FleetQ.Engine.Model;

namespace FleetQ.TestKit.MemoryStore;

/// <summary>What the processes on one store share.</summary>
internal sealed class MemoryTables
{
    public Lock Gate { get; } = new();

    /// <summary>In the order of submission.</summary>
    public List<MemoryStep> Steps { get; } = [];

    /// <summary>Those that have not ended, by sequence: what a statement of the queue looks at.</summary>
    public SortedList<long, MemoryStep> Open { get; } = [];

    public Dictionary<StepId, MemoryStep> StepsById { get; } = [];

    public Dictionary<PodId, MemoryPod> Pods { get; } = [];

    public long LastSequence { get; set; }

    /// <summary>Rises with each change of a step.</summary>
    public long StepChanges { get; set; }

    public long? LastRecoveryMs { get; set; }

    public Action? Changed { get; set; }

    public StoreWeaknesses Weaknesses { get; set; }
}
