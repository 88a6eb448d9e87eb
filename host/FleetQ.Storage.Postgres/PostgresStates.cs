using static Npgsql.PostgresErrorCodes;

namespace FleetQ.Storage.Postgres;

/// <summary>Tells what the server's five-letter states mean.</summary>
internal static class PostgresStates
{
    public static SqlFault Judge(string state) => state switch
    {
        SerializationFailure or DeadlockDetected or LockNotAvailable => NotDone(
            "Another transaction was in the way; when this repeats, look for long transactions on FleetQ's tables."),
        QueryCanceled => NotDone(
            "The server cancelled the statement: raise its statement_timeout, or look for locks and load."),
        CannotConnectNow => NotDone("The server starts or stops: wait, or look into its log."),
        TooManyConnections or ConfigurationLimitExceeded => NotDone(
            "The server has no connection left: raise max_connections, or put a pooler before it "
            + "(FLEET_Q_POSTGRES_POOLER)."),
        // A migration of a newer pod changed a table below a prepared statement; a new connection prepares it anew.
        FeatureNotSupported => NotDone("When this repeats, check the server's version and extensions."),
        InvalidSqlStatementName or DuplicatePreparedStatement => NotDone(
            "A pooler in transaction mode stands between pod and server: take FLEET_Q_POSTGRES_POOLER=false away."),
        AdminShutdown or CrashShutdown or DatabaseDropped or IdleSessionTimeout => new SqlFault(
            SqlFaultKind.Ambiguous, "The server ended the connection: it restarts, or an operator did it."),
        ReadOnlySqlTransaction => CannotNow(
            "The server takes no writes: it is a standby or set to read-only. Name the one that takes writes."),
        DiskFull => CannotNow("The server's disk is full: free some space; until then nothing can be stored."),
        OutOfMemory => CannotNow("The server has no memory left: give it more, or lower what runs on it."),
        InvalidPassword or InvalidAuthorizationSpecification => CannotNow(
            $"Check user and password in {PostgresAddress.Setting}, and the server's pg_hba.conf."),
        InvalidCatalogName => CannotNow(
            $"There is no such database: create it, or name another in {PostgresAddress.Setting}."),
        InsufficientPrivilege => CannotNow(
            "The user lacks rights: let it create tables in the schema (grant create, usage on schema), "
            + "and read and write FleetQ's."),
        InvalidSchemaName => CannotNow(
            "No schema of the search path exists: create one, or name it in "
            + $"{PostgresAddress.Setting} (Search Path=…)."),
        UndefinedTable or UndefinedColumn => CannotNow(
            "FleetQ's tables were changed by hand, or others stand before them in the search path: restore a backup, "
            + "or give FleetQ a database of its own."),
        DataCorrupted or IndexCorrupted => CannotNow("The database is damaged: stop all pods and restore a backup."),
        _ => JudgeClass(state),
    };

    private static SqlFault JudgeClass(string state) => state[..Math.Min(2, state.Length)] switch
    {
        "08" or "57" => new SqlFault(
            SqlFaultKind.Ambiguous, "The connection broke: check the server's log, and the network to it."),
        "53" or "58" => CannotNow("The server lacks something that it needs: look into its log."),
        _ => SqlFault.Defect,
    };

    private static SqlFault NotDone(string advice) => new(SqlFaultKind.NotExecuted, advice);

    private static SqlFault CannotNow(string advice) => new(SqlFaultKind.Unavailable, advice);
}
