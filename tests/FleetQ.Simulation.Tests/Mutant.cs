namespace FleetQ.Simulation.Tests;

/// <summary>A cure that a run goes without, to show that it is needed and that its absence is noticed.</summary>
public enum Mutant
{
    None,

    /// <summary>Outcomes do not name their epoch (law 3).</summary>
    OutcomesWithoutEpoch,

    /// <summary>Recovery returns what it listed, whatever became of it (law 5).</summary>
    RecoveryWithoutCompareAndSet,

    /// <summary>Pods do not reconcile (law 4).</summary>
    NoReconcile,

    /// <summary>Only the leader ever recovers (law 5).</summary>
    NoRecoveryFallback,

    /// <summary>An attempt counts when its outcome is recorded (law 8).</summary>
    AttemptsCountedAtTheEnd,

    /// <summary>A client repeats a submit without a key (law 9).</summary>
    SubmitsWithoutKey,

    /// <summary>The leader's journal is the only copy of an orphan (law 1).</summary>
    JournalIsTheOnlyCopy,

    /// <summary>Pods are dead by the age of their row alone (law 2).</summary>
    DeathByAge,

    /// <summary>A pod that cannot beat goes on (law 6).</summary>
    NoSelfFence,

    /// <summary>The store lets an evicted pod claim (law 7).</summary>
    EvictedPodsClaim,

    /// <summary>A beat brings an evicted pod back (law 7).</summary>
    BeatsRevive,
}
