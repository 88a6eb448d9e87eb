using System.ComponentModel.DataAnnotations;

namespace FleetQ.Storage.Sqlite;

/// <summary>Where an SQLite store is and how it is used.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>
    /// The database file; made with its folder when it is not there. Pods of one machine may share it.
    /// </summary>
    [Required]
    public required string Path { get; init; }

    /// <summary>When a commit waits for the disk.</summary>
    public SqliteSynchronous Synchronous { get; init; } = SqliteSynchronous.Full;

    /// <summary>How long one try waits for another process that writes.</summary>
    /// <remarks>
    /// Longer: a burst of other pods is sat out. Shorter: a lock that nobody gives back is told sooner.
    /// </remarks>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many reads run at once.</summary>
    [Range(1, 64)]
    public int ReadConnections { get; init; } = 4;

    /// <summary>
    /// Whether the file may be on a network file system, where SQLite's locks often do not hold and the file can be
    /// lost.
    /// </summary>
    public bool AllowsNetworkFileSystem { get; init; }

    /// <summary>How transient faults are waited out.</summary>
    public StoreRetryOptions Retry { get; init; } = new();
}
