using FleetQ.Storage.Rows;

namespace FleetQ.Storage;

/// <summary>What a store is, found out without changing it.</summary>
public sealed record StoreInspection
{
    /// <summary>What the store is called in messages.</summary>
    public required string Place { get; init; }

    /// <summary>Which migration was the last; 0 when there is no schema yet.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The migrations that a host would apply, in their order.</summary>
    public required IReadOnlyList<string> Pending { get; init; }

    /// <summary>How far the store's clock is ahead of this machine's; null when there is no store yet.</summary>
    public TimeSpan? ClockLead { get; init; }

    /// <summary>Reads schema and clock.</summary>
    /// <exception cref="Engine.Storage.StoreUnusableException">
    /// It is no database of FleetQ's, or that of a newer host.
    /// </exception>
    public static async Task<StoreInspection> ReadAsync(
        SqlSession session, Migrator migrator, string place, TimeProvider time, CancellationToken cancellationToken)
    {
        var (version, pending) = await migrator.FindPendingAsync(session, place, cancellationToken);
        var before = time.GetUtcNow();
        var clock = await session.QueryAsync(
            "operating/read_clock", [], static row => row.Instant("now_ts"), cancellationToken);
        var after = time.GetUtcNow();
        return new StoreInspection
        {
            Place = place,
            SchemaVersion = version,
            Pending = pending,
            // The answer was given somewhere between the two.
            ClockLead = clock[0] - (before + ((after - before) / 2)),
        };
    }
}
