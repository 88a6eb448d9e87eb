using FleetQ.Storage.Snowflake;
using FleetQ.Storage.Snowflake.Drivers;

namespace FleetQ.Host.Settings;

/// <summary>Where the Snowflake store is and how it is used.</summary>
/// <remarks>A class, not a record: its text must not show what it holds.</remarks>
internal sealed class SnowflakeSettings
{
    /// <summary>A connection string with its secrets: never shown.</summary>
    public required string Connection { get; init; }

    public required SnowflakeTransport Transport { get; init; }

    public required SnowflakeTables Tables { get; init; }

    public required TimeSpan IdleInterval { get; init; }

    public required TimeSpan AutoSuspend { get; init; }
}
