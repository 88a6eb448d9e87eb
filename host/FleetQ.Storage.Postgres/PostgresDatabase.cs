using FleetQ.Engine.Storage;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Postgres;

/// <summary>Makes the database ready, or says why it cannot be used.</summary>
internal sealed partial class PostgresDatabase(
    PostgresConnections connections, ISqlFaults faults, ILogger<PostgresDatabase> logger)
{
    private const string ReadServer = "connection/read_server";

    // Each names most columns of a table.
    private static readonly string[] Probes = ["membership/list_fleet", "membership/read_recovery_age"];

    private readonly string place = connections.Place;
    private readonly ILogger logger = logger;

    /// <summary>Checks the server and brings the schema to this host's version.</summary>
    /// <returns>Whether a pooler stands before the server.</returns>
    /// <exception cref="StoreUnusableException">
    /// It does not answer, is too old, takes no writes, or holds no schema of ours.
    /// </exception>
    public async Task<bool> PrepareAsync(SqlOperations operations, Migrator migrator, CancellationToken cancellationToken)
    {
        try
        {
            return await operations.WriteAsync(
                "operating/prepare_schema",
                (session, token) => PrepareAsync(session, migrator, token),
                cancellationToken);
        }
        catch (StoreUnavailableException exception) when (exception.InnerException is { } cause)
        {
            throw new StoreUnusableException(
                $"{place} cannot be used: {cause.Message.TrimEnd('.')}.", faults.Classify(cause).Advice, cause);
        }
    }

    private async Task<bool> PrepareAsync(SqlSession session, Migrator migrator, CancellationToken cancellationToken)
    {
        var server = (await session.QueryAsync(ReadServer, [], PostgresFacts.Read, cancellationToken))[0];
        if (server.FindObstacle() is { } obstacle)
        {
            throw new StoreUnusableException($"{place} {obstacle.Fact}", obstacle.Advice, cause: null);
        }

        await migrator.MigrateAsync(session, place, cancellationToken);
        LogFound(place, server.Version, server.Schema, server.SynchronousCommit);
        if (!server.IsDurable)
        {
            LogNotDurable(place, server.Fsync, server.SynchronousCommit);
        }

        foreach (var probe in Probes)
        {
            await session.QueryAsync(probe, [], static _ => true, cancellationToken);
        }

        await session.QueryAsync(
            "reading/find_step", [("step_id", "")], static _ => true, cancellationToken);
        if (!await connections.FindPoolerAsync(cancellationToken))
        {
            return false;
        }

        LogPooler(place);
        return true;
    }
}
