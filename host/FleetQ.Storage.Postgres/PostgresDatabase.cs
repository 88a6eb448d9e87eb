using FleetQ.Engine.Storage;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Postgres;

/// <summary>Makes the database ready, or says why it cannot be used.</summary>
internal sealed partial class PostgresDatabase(
    PostgresConnections connections, ISqlFaults faults, ILogger<PostgresDatabase> logger)
{
    private const string ReadServer = "connection/read_server";
    private const string ReadMissingRights = "connection/read_missing_rights";

    private readonly string place = connections.Place;
    private readonly ILogger logger = logger;

    /// <summary>Checks the server and brings the schema to this host's version.</summary>
    /// <returns>The server's version, and whether a pooler stands before it.</returns>
    /// <exception cref="StoreUnusableException">
    /// It does not answer, is too old, takes no writes, or holds no schema of ours.
    /// </exception>
    public async Task<(string Version, bool IsPooled)> PrepareAsync(
        SqlOperations operations, Migrator migrator, CancellationToken cancellationToken)
    {
        try
        {
            return await operations.WriteAsync(
                "operating/prepare_schema",
                StoreChange.None,
                (session, token) => PrepareAsync(session, migrator, token),
                cancellationToken);
        }
        catch (StoreUnavailableException exception) when (exception.InnerException is { } cause)
        {
            throw Unusable(cause);
        }
    }

    /// <summary>Checks the server, and changes nothing.</summary>
    /// <exception cref="StoreUnusableException">As of <see cref="PrepareAsync(SqlOperations, Migrator,
    /// CancellationToken)"/>.</exception>
    public async Task<StoreInspection> InspectAsync(
        SqlOperations operations, Migrator migrator, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await operations.ReadAsync(
                "operating/inspect_schema",
                async (session, token) =>
                {
                    await CheckServerAsync(session, token);
                    var found = await StoreInspection.ReadAsync(session, migrator, place, time, token);
                    if (found.SchemaVersion > 0)
                    {
                        await CheckRightsAsync(session, token);
                    }

                    return found;
                },
                cancellationToken);
        }
        catch (StoreUnavailableException exception) when (exception.InnerException is { } cause)
        {
            throw Unusable(cause);
        }
    }

    private async Task<PostgresFacts> CheckServerAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var server = (await session.QueryAsync(ReadServer, [], PostgresFacts.Read, cancellationToken))[0];
        return server.FindObstacle() is { } obstacle
            ? throw new StoreUnusableException($"{place} {obstacle.Fact}", obstacle.Advice, cause: null)
            : server;
    }

    private StoreUnusableException Unusable(Exception cause) => new(
        $"{place} cannot be used: {cause.Message.TrimEnd('.')}.", faults.Classify(cause).Advice, cause);

    private async Task<(string Version, bool IsPooled)> PrepareAsync(
        SqlSession session, Migrator migrator, CancellationToken cancellationToken)
    {
        var server = await CheckServerAsync(session, cancellationToken);
        await migrator.MigrateAsync(session, place, cancellationToken);
        LogFound(place, server.Version, server.Schema, server.SynchronousCommit);
        if (!server.IsDurable)
        {
            LogNotDurable(place, server.Fsync, server.SynchronousCommit);
        }

        await CheckRightsAsync(session, cancellationToken);
        // The two name most columns of all tables.
        await session.QueryAsync("membership/list_fleet", [], static _ => true, cancellationToken);
        await session.QueryAsync("reading/find_step", [("step_id", "")], static _ => true, cancellationToken);
        if (!await connections.FindPoolerAsync(cancellationToken))
        {
            return (server.Version, IsPooled: false);
        }

        LogPooler(place);
        return (server.Version, IsPooled: true);
    }

    // Without this a pod would start, and each of its writes would fail.
    private async Task CheckRightsAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var missing = await session.QueryAsync(
            ReadMissingRights,
            [],
            static row => (Table: row.GetString(0), Words: row.GetString(1)),
            cancellationToken);
        if (missing.Count > 0)
        {
            var tables = missing.Select(static row => $"{row.Words} on {row.Table}");
            throw new StoreUnusableException(
                $"{place} gives the user too few rights on FleetQ's tables.",
                $"As their owner: grant {string.Join(" and ", tables)} to the user.",
                cause: null);
        }
    }
}
