namespace FleetQ.Chaos.Faults;

/// <summary>The kinds of harm that the harness does.</summary>
internal enum Strike
{
    /// <summary>SIGKILL; the pod comes back under its name.</summary>
    Kill,

    /// <summary>SIGKILL; another pod comes instead.</summary>
    KillAndRename,

    /// <summary>SIGKILL to the one that leads.</summary>
    KillLeader,

    /// <summary>SIGKILL to all at once.</summary>
    KillAll,

    /// <summary>SIGSTOP, around the threshold.</summary>
    Pause,

    /// <summary>SIGSTOP to the one that leads.</summary>
    PauseLeader,

    /// <summary>SIGSTOP to all at once.</summary>
    PauseAll,

    /// <summary>A tenth of the time of one processor is left.</summary>
    Starve,

    /// <summary>SIGTERM.</summary>
    Terminate,

    /// <summary>SIGTERM to one after the other, as in a rollout.</summary>
    TerminateAll,

    /// <summary>Somebody holds the store's tables.</summary>
    HoldWrites,

    /// <summary>The disk of the store's file is full. Only with a disk of its own.</summary>
    FillDisk,

    /// <summary>The link of one pod is cut, delayed or swallows what it gets. Only over a network.</summary>
    Link,

    /// <summary>The server crashes and is started again.</summary>
    CrashStore,

    /// <summary>The server ends the sessions of half of the pods.</summary>
    EndSessions,
}
