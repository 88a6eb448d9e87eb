namespace FleetQ.TestKit.MemoryStore;

/// <summary>Cures that the reference store can be run without, to show that the tests notice.</summary>
[Flags]
public enum StoreWeaknesses
{
    None = 0,

    /// <summary>An outcome is taken for any step that is claimed, whatever its epoch.</summary>
    RecordsAnyEpoch = 1,

    /// <summary>Recovery returns a step whatever became of it since it was listed.</summary>
    ReturnsWhatever = 2,

    /// <summary>An attempt counts when its outcome is recorded.</summary>
    CountsAttemptsAtTheEnd = 4,

    /// <summary>An orphan that was listed once is not listed again: the journal is its only copy.</summary>
    ListsOrphansOnce = 8,

    /// <summary>A pod that is out of the fleet may claim.</summary>
    LetsAnybodyClaim = 16,

    /// <summary>A beat brings an evicted pod back.</summary>
    RevivesByBeat = 32,
}
