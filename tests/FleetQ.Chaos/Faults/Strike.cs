namespace FleetQ.Chaos.Faults;

/// <summary>The kinds of harm that the harness does.</summary>
internal enum Strike
{
    Kill,
    KillAndRename,
    KillLeader,
    Pause,
    PauseLeader,
    PauseAll,
    Terminate,
    HoldWrites,
    Link,
    CrashStore,
    EndSessions,
}
