using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Postgres;

internal sealed partial class PostgresDatabase
{
    [LoggerMessage(
        StorageEventIds.ServerFound,
        LogLevel.Information,
        "{place} runs PostgreSQL {version}; FleetQ's tables are in the schema '{schema}', "
            + "synchronous_commit is '{synchronous_commit}'.",
        EventName = nameof(StorageEventIds.ServerFound))]
    private partial void LogFound(string place, string version, string? schema, string synchronous_commit);

    [LoggerMessage(
        StorageEventIds.ServerNotDurable,
        LogLevel.Warning,
        "{place} has fsync '{fsync}' and synchronous_commit '{synchronous_commit}': "
            + "acknowledged steps can be lost when the server loses power.",
        EventName = nameof(StorageEventIds.ServerNotDurable))]
    private partial void LogNotDurable(string place, string fsync, string synchronous_commit);

    [LoggerMessage(
        StorageEventIds.PoolerFound,
        LogLevel.Information,
        "A pooler stands before {place}. Unless FLEET_Q_POSTGRES_POOLER is false, which is right for a pooler in "
            + "session mode only, no statement is prepared and nobody listens.",
        EventName = nameof(StorageEventIds.PoolerFound))]
    private partial void LogPooler(string place);
}
