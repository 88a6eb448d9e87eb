using FleetQ.Engine.Storage;

using Microsoft.Extensions.Logging;

using SQLitePCL;

namespace FleetQ.Storage.Sqlite;

/// <summary>The store in one SQLite file. Disposing waits for what runs and closes it.</summary>
public sealed class SqliteStore : SqlStore
{
    private readonly SqliteSessions sessions;
    private readonly SqliteChanges changes;
    private readonly int schemaVersion;

    private SqliteStore(
        SqliteSessions sessions,
        SqlOperations operations,
        StatementMeter meter,
        StoreFaults faults,
        SqliteChanges changes,
        int schemaVersion)
        : base(operations, meter, faults)
    {
        this.sessions = sessions;
        this.changes = changes;
        this.schemaVersion = schemaVersion;
    }

    /// <summary>Tells of changes by any connection, of this process or another.</summary>
    public override IStoreChanges Changes => changes;

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
        var meter = new StatementMeter(time);
        var faults = new StoreFaults(time);
        var operations = new SqlOperations(
            sessions, new SqliteFaults(), options.Retry, time, new Random(), loggers.CreateLogger<SqlOperations>())
        {
            Meter = meter,
            Faults = faults,
        };
        var isOpen = false;
        try
        {
            var migrator = new Migrator(catalog, loggers.CreateLogger<Migrator>());
            await file.PrepareSchemaAsync(operations, migrator, cancellationToken);
            var changes = new SqliteChanges(connections, file.Path, time, loggers.CreateLogger<SqliteChanges>());
            isOpen = true;
            return new SqliteStore(sessions, operations, meter, faults, changes, catalog.Migrations.Count);
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

    /// <inheritdoc/>
    protected override StoreReport DescribeEngine(IReadOnlyList<StatementCount> statements) => new()
    {
        Engine = "sqlite",
        Version = raw.sqlite3_libversion().utf8_to_string(),
        SchemaVersion = schemaVersion,
        Statements = statements,
    };

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await changes.DisposeAsync();
        await sessions.DisposeAsync();
    }
}
