using System.ComponentModel.DataAnnotations;

namespace FleetQ.Storage.Postgres;

/// <summary>Where a PostgreSQL store is and how it is used.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>
    /// A connection string of Npgsql's or a <c>postgresql://</c> URI. Several hosts may be named: the one that takes
    /// writes is used.
    /// </summary>
    [Required]
    public required string Connection { get; init; }

    /// <summary>
    /// Whether a pooler that gives each transaction another server connection stands between the pod and the server.
    /// Null: any pooler that is found there is taken for one of these.
    /// </summary>
    /// <remarks>
    /// True: no statement is prepared, no setting is made and nobody listens, so steps of other pods wait for the claim
    /// interval. False behind such a pooler: a statement may meet one that another pod prepared under its name.
    /// </remarks>
    public bool? IsPooled { get; init; }

    /// <summary>The longest that a statement may run; keep it shorter than a pod may be silent.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest that a beat waits for its connection, and then for its answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BeatTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many writes run at once.</summary>
    /// <remarks>More: submits, claims and outcomes wait less for each other. Each pod costs the server more.</remarks>
    [Range(1, 64)]
    public int WriteConnections { get; init; } = 3;

    /// <summary>How many reads run at once.</summary>
    [Range(1, 64)]
    public int ReadConnections { get; init; } = 2;

    /// <summary>How transient faults are waited out.</summary>
    public StoreRetryOptions Retry { get; init; } = new();
}
