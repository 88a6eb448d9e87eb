using System.ComponentModel.DataAnnotations;

using FleetQ.Storage.Snowflake.Drivers;

namespace FleetQ.Storage.Snowflake;

/// <summary>Where a Snowflake store is and how it is used.</summary>
public sealed record SnowflakeStoreOptions
{
    /// <summary>A connection string in the official driver's words, whatever the transport is.</summary>
    [Required]
    public required string Connection { get; init; }

    /// <summary>How statements reach the service.</summary>
    public SnowflakeTransport Transport { get; init; } = SnowflakeTransport.Auto;

    /// <summary>Where the official driver lies.</summary>
    public string DriverFolder { get; init; } = SnowflakeDriver.DefaultFolder;

    /// <summary>What a new schema is made of.</summary>
    public SnowflakeTables Tables { get; init; } = SnowflakeTables.Standard;

    /// <summary>How often an idle fleet looks and beats; null when it never slows down.</summary>
    /// <remarks>The engine's loops keep to it; the store only tells what it costs.</remarks>
    public TimeSpan? IdleInterval { get; init; }

    /// <summary>How often an idle fleet looks or beats where it never slows down.</summary>
    public TimeSpan BusyInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long without a statement the warehouse suspends itself, by its own setting.</summary>
    public TimeSpan AutoSuspend { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What the warehouse costs an hour; an X-Small one: 1.</summary>
    [Range(0.1, 10_000)]
    public double CreditsPerHour { get; init; } = 1;

    /// <summary>The longest that a statement may run.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest that a statement of a beat may run.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BeatTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many reads run at once. Writes are never more than one: a table takes one at a time.</summary>
    [Range(1, 64)]
    public int ReadConnections { get; init; } = 2;

    /// <summary>How transient faults are waited out.</summary>
    public StoreRetryOptions Retry { get; init; } = new();
}
