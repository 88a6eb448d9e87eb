using FleetQ.Engine.Storage;
using FleetQ.Storage.Stores;

using Microsoft.Extensions.Logging;

using SQLitePCL;

namespace FleetQ.Storage.Sqlite;

/// <summary>The store in one SQLite file. Disposing waits for what runs and closes it.</summary>
public sealed class SqliteStore : IAsyncDisposable
{
    private readonly SqliteSessions sessions;
    private readonly SqliteChanges changes;
    private readonly StatementMeter meter;
    private readonly int schemaVersion;

    private SqliteStore(SqliteSessions sessions, SqlOperations operations, SqliteChanges changes, int schemaVersion)
    {
        this.sessions = sessions;
        this.schemaVersion = schemaVersion;
        meter = operations.Meter!;
        this.changes = changes;
        Submission = new SubmissionStore(operations);
        Claims = new ClaimStore(operations);
        Completion = new CompletionStore(operations);
        Pods = new PodStore(operations);
        Recovery = new RecoveryStore(operations);
        Reading = new ReadStore(operations);
        Operating = new OperatorStore(operations);
        Faults = operations.Faults!;
    }

    /// <summary>Commits new steps.</summary>
    public ISubmissionStore Submission { get; }

    /// <summary>Gives steps to pods.</summary>
    public IClaimStore Claims { get; }

    /// <summary>Records outcomes.</summary>
    public ICompletionStore Completion { get; }

    /// <summary>Keeps the rows of pods.</summary>
    public IPodStore Pods { get; }

    /// <summary>Undoes the work of dead pods.</summary>
    public IRecoveryStore Recovery { get; }

    /// <summary>Reads for people.</summary>
    public IReadStore Reading { get; }

    /// <summary>Does what operators ask for.</summary>
    public IOperatorStore Operating { get; }

    /// <summary>Tells of changes by any connection, of this process or another.</summary>
    public IStoreChanges Changes => changes;

    /// <summary>What the store refuses to do just now.</summary>
    public StoreFaults Faults { get; }

    /// <summary>Opens the store; makes the file and brings its schema to this host's version.</summary>
    /// <exception cref="StoreUnusableException">The file cannot be used; the message says why and what to
    /// do.</exception>
    public static async Task<SqliteStore> OpenAsync(
        SqliteStoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var file = new SqliteFile(options, MountTable.Read());
        file.PrepareFolder();
        var catalog = SqlCatalog.Of(typeof(SqliteStore).Assembly);
        var connections = new SqliteConnections(file.Path, options.BusyTimeout, catalog);
        var sessions = new SqliteSessions(connections, options, new SqliteBeatFlag(file.Path, time));
        var operations = new SqlOperations(
            sessions, new SqliteFaults(), options.Retry, time, new Random(), loggers.CreateLogger<SqlOperations>())
        {
            Meter = new StatementMeter(time),
            Faults = new StoreFaults(time),
        };
        var isOpen = false;
        try
        {
            var migrator = new Migrator(catalog, loggers.CreateLogger<Migrator>());
            await file.PrepareSchemaAsync(operations, migrator, cancellationToken);
            var changes = new SqliteChanges(connections, file.Path, time, loggers.CreateLogger<SqliteChanges>());
            isOpen = true;
            return new SqliteStore(sessions, operations, changes, catalog.Migrations.Count);
        }
        finally
        {
            if (!isOpen)
            {
                await sessions.DisposeAsync();
            }
        }
    }

    /// <summary>Tells what the store is, and changes nothing: neither file nor folder is made.</summary>
    /// <exception cref="StoreUnusableException">The file cannot be used; the message says why and what to
    /// do.</exception>
    public static async Task<StoreInspection> InspectAsync(
        SqliteStoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var file = new SqliteFile(options, MountTable.Read());
        var catalog = SqlCatalog.Of(typeof(SqliteStore).Assembly);
        var connections = new SqliteConnections(file.Path, options.BusyTimeout, catalog);
        await using var sessions = new SqliteSessions(connections, options, new SqliteBeatFlag(file.Path, time));
        var operations = new SqlOperations(
            sessions, new SqliteFaults(), options.Retry, time, new Random(), loggers.CreateLogger<SqlOperations>());
        var migrator = new Migrator(catalog, loggers.CreateLogger<Migrator>());
        return await file.InspectAsync(operations, migrator, time, cancellationToken);
    }

    /// <summary>Tells of the store, for people.</summary>
    public StoreReport Describe() => new()
    {
        Engine = "sqlite",
        Version = raw.sqlite3_libversion().utf8_to_string(),
        SchemaVersion = schemaVersion,
        Statements = meter.Read(),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await changes.DisposeAsync();
        await sessions.DisposeAsync();
    }
}
