using System.Globalization;

using FleetQ.Engine.Storage;
using FleetQ.Storage.Rows;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage;

/// <summary>Brings a store's schema to the version of this host, forward only, under the engine's lock.</summary>
public sealed partial class Migrator(SqlCatalog catalog, ILogger<Migrator> logger)
{
    // Only engines whose transactions let two hosts in at once have such a file.
    private const string LockSchema = "connection/lock_schema";

    private readonly ILogger logger = logger;

    /// <summary>The names of all migrations, in their order.</summary>
    public IReadOnlyList<string> Migrations => catalog.Migrations;

    /// <summary>Applies the migrations that are missing, all or none. Safe to run from several hosts at once.</summary>
    /// <param name="session">A session that may write.</param>
    /// <param name="place">What the store is called in messages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnusableException">It is no database of FleetQ's, or that of a newer host.</exception>
    public async Task MigrateAsync(SqlSession session, string place, CancellationToken cancellationToken)
    {
        // Without the lock first: a host that starts beside busy ones then waits for nobody.
        if (await ReadVersionAsync(session, place, cancellationToken) == catalog.Migrations.Count)
        {
            return;
        }

        await session.BeginAsync(cancellationToken);
        if (catalog.Names.Contains(LockSchema))
        {
            await session.RunScriptAsync(LockSchema, cancellationToken);
        }

        var version = await ReadVersionAsync(session, place, cancellationToken);
        foreach (var name in catalog.Migrations.Skip(version))
        {
            await session.RunScriptAsync(name, cancellationToken);
            LogMigrated(name, place);
        }

        await session.ExecuteAsync(
            "operating/write_schema_version", [("schema_version", catalog.Migrations.Count)], cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    /// <summary>Reads which migrations are missing, and changes nothing.</summary>
    /// <param name="session">A session.</param>
    /// <param name="place">What the store is called in messages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version, 0 for none, and the names of the missing ones in their order.</returns>
    /// <exception cref="StoreUnusableException">It is no database of FleetQ's, or that of a newer host.</exception>
    public async Task<(int Version, IReadOnlyList<string> Pending)> FindPendingAsync(
        SqlSession session, string place, CancellationToken cancellationToken)
    {
        var version = await ReadVersionAsync(session, place, cancellationToken);
        return (version, [.. catalog.Migrations.Skip(version)]);
    }

    private async Task<int> ReadVersionAsync(SqlSession session, string place, CancellationToken cancellationToken)
    {
        var tables = await session.QueryAsync(
            "operating/count_tables",
            [],
            static row => (Fleet: row.Int64("fleet_tables"), All: row.Int64("all_tables")),
            cancellationToken);
        if (tables[0].All == 0)
        {
            return 0;
        }

        if (tables[0].Fleet == 0)
        {
            throw new StoreUnusableException(
                $"{place} holds tables, but none of FleetQ's.",
                "Give FleetQ a database of its own.",
                cause: null);
        }

        var version = await session.QueryAsync(
            "operating/read_schema_version", [], static row => row.Int64("schema_version"), cancellationToken);
        var known = catalog.Migrations.Count;
        return version switch
        {
            [var number] when number <= known => (int)number,
            [var number] => throw new StoreUnusableException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{place} has schema version {number}; this host knows versions up to {known}."),
                "A newer FleetQ has used it: start that version or a newer one.",
                cause: null),
            _ => throw new StoreUnusableException(
                $"{place} has no schema version.",
                "Its tables were changed by hand: restore a backup, or give FleetQ a new database.",
                cause: null),
        };
    }
}
