using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Sqlite;

/// <summary>Makes the database file ready, or says why it cannot be used.</summary>
internal sealed class SqliteFile(SqliteStoreOptions options, MountTable mounts)
{
    public const string PathSetting = "FLEET_Q_SQLITE_DB_PATH";

    /// <summary>The absolute path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(options.Path);

    private string Subject => $"The SQLite file '{Path}'";

    /// <summary>Makes the folder and checks that SQLite can work in it.</summary>
    /// <exception cref="StoreUnusableException">It cannot.</exception>
    public void PrepareFolder()
    {
        if (!options.AllowsNetworkFileSystem && mounts.FindNetworkKind(Path) is { } kind)
        {
            throw new StoreUnusableException(
                $"{Subject} is on a network file system ({kind}), where SQLite's log does not work: steps can be lost.",
                $"Set {PathSetting} to a local disk, or use PostgreSQL for pods on several machines.",
                cause: null);
        }

        var folder = System.IO.Path.GetDirectoryName(Path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnusableException(
                $"The folder '{folder}' of the SQLite file cannot be made: {exception.Message}",
                $"Make it, and let the account that runs FleetQ write in it, or set {PathSetting} to another place.",
                exception);
        }
    }

    /// <summary>Brings the file to this host's schema.</summary>
    /// <exception cref="StoreUnusableException">It is damaged, no database of ours, newer, locked for long, or cannot
    /// be written.</exception>
    public async Task PrepareSchemaAsync(
        SqlOperations operations, Migrator migrator, CancellationToken cancellationToken)
    {
        try
        {
            await operations.WriteAsync(
                "operating/prepare_schema",
                StoreChange.None,
                (session, token) => PrepareAsync(session, migrator, token),
                cancellationToken);
        }
        catch (StoreUnavailableException exception) when (exception.InnerException is { } cause)
        {
            throw new StoreUnusableException(
                $"{Subject} cannot be used: {cause.Message}", new SqliteFaults().Classify(cause).Advice, cause);
        }
    }

    private async Task<bool> PrepareAsync(SqlSession session, Migrator migrator, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("connection/create_database", [], cancellationToken);
        var mode = await session.QueryAsync(
            "connection/use_write_ahead_log", [], static row => row.GetString(0), cancellationToken);
        if (mode is not ["wal"])
        {
            throw new StoreUnusableException(
                $"{Subject} cannot have a write-ahead log.",
                $"Its file system does not support one: set {PathSetting} to another disk.",
                cause: null);
        }

        await migrator.MigrateAsync(session, Subject, cancellationToken);
        // A file that is only readable opens without a word; what tells is the wish to write.
        await session.BeginAsync(cancellationToken);
        await session.RollbackAsync(cancellationToken);
        return true;
    }
}
