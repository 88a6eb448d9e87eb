namespace FleetQ.Storage.Sqlite;

/// <summary>When a commit waits for the disk.</summary>
public enum SqliteSynchronous
{
    /// <summary>
    /// At each commit: what was acknowledged survives the loss of power. With batches this costs little.
    /// </summary>
    Full,

    /// <summary>
    /// At checkpoints only: the loss of power may undo the last commits, the end of a process cannot.
    /// </summary>
    Normal,
}
