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
        CheckDisk();
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NoFolder(folder, exception);
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
            throw Unusable(cause);
        }
    }

    /// <summary>Tells what the file is, and changes nothing.</summary>
    /// <exception cref="StoreUnusableException">It cannot be used, or cannot be made.</exception>
    public async Task<StoreInspection> InspectAsync(
        SqlOperations operations, Migrator migrator, TimeProvider time, CancellationToken cancellationToken)
    {
        CheckDisk();
        if (!File.Exists(Path))
        {
            CheckFolder();
            return new StoreInspection { Place = Subject, SchemaVersion = 0, Pending = migrator.Migrations };
        }

        try
        {
            return await operations.WriteAsync(
                "operating/inspect_schema",
                StoreChange.None,
                async (session, token) =>
                {
                    var found = await StoreInspection.ReadAsync(session, migrator, Subject, time, token);
                    await session.BeginAsync(token);
                    await session.RollbackAsync(token);
                    return found;
                },
                cancellationToken);
        }
        catch (StoreUnavailableException exception) when (exception.InnerException is { } cause)
        {
            throw Unusable(cause);
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

    private void CheckDisk()
    {
        if (!options.AllowsNetworkFileSystem && mounts.FindNetworkKind(Path) is { } kind)
        {
            throw new StoreUnusableException(
                $"{Subject} is on a network file system ({kind}), where SQLite's log does not work: steps can be lost.",
                $"Set {PathSetting} to a local disk, or use PostgreSQL for pods on several machines.",
                cause: null);
        }
    }

    // The folder is made by the first host; what counts is that it can be.
    private void CheckFolder()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        var there = folder;
        while (!Directory.Exists(there) && !File.Exists(there))
        {
            there = System.IO.Path.GetDirectoryName(there)!;
        }

        try
        {
            var probe = System.IO.Path.Combine(there, $".fleetq-{Environment.ProcessId}");
            File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NoFolder(folder, exception);
        }
    }

    private static StoreUnusableException NoFolder(string folder, Exception cause) => new(
        $"The folder '{folder}' of the SQLite file cannot be made: {cause.Message}",
        $"Make it, and let the account that runs FleetQ write in it, or set {PathSetting} to another place.",
        cause);

    private StoreUnusableException Unusable(Exception cause) => new(
        $"{Subject} cannot be used: {cause.Message}", new SqliteFaults().Classify(cause).Advice, cause);
}
