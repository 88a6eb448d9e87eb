using System.Security.Cryptography;

using FleetQ.Engine.Storage;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Postgres;

/// <summary>The store in a PostgreSQL database. Disposing waits for what runs and closes all connections.</summary>
public sealed class PostgresStore : SqlStore
{
    private readonly PostgresParts parts;
    private readonly PostgresChanges changes;
    private readonly string version;

    private PostgresStore(PostgresParts parts, PostgresChanges changes, string version)
        : base(parts.Operations, parts.Meter, parts.Faults, parts.Recovering)
    {
        this.parts = parts;
        this.changes = changes;
        this.version = version;
    }

    /// <summary>Tells of changes by any pod; silent behind a pooler.</summary>
    public override IStoreChanges Changes => changes;

    /// <summary>Opens the store and brings its schema to this host's version.</summary>
    /// <exception cref="StoreUnusableException">The database cannot be used; the message says why and what to
    /// do.</exception>
    public static async Task<PostgresStore> OpenAsync(
        PostgresStoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var catalog = SqlCatalog.Of(typeof(PostgresStore).Assembly);
        var errors = new PostgresFaults();
        var connections = new PostgresConnections(options, catalog, errors);
        var isOpen = false;
        try
        {
            var found = await PrepareAsync(options, connections, catalog, time, loggers, cancellationToken);
            // Only now: what a session may keep of its statements depends on what stands before the server.
            connections.IsPooled = options.IsPooled ?? found.IsPooled;
            var self = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
            var parts = new PostgresParts(options, connections, catalog, self, time, loggers);
            var changes = new PostgresChanges(
                connections,
                catalog,
                self,
                canListen: !connections.IsPooled,
                time,
                loggers.CreateLogger<PostgresChanges>());
            isOpen = true;
            return new PostgresStore(parts, changes, found.Version);
        }
        finally
        {
            if (!isOpen)
            {
                await connections.DisposeAsync();
            }
        }
    }

    /// <summary>Tells what the store is, and changes nothing.</summary>
    /// <exception cref="StoreUnusableException">The database cannot be used; the message says why and what to
    /// do.</exception>
    public static async Task<StoreInspection> InspectAsync(
        PostgresStoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var catalog = SqlCatalog.Of(typeof(PostgresStore).Assembly);
        await using var connections = new PostgresConnections(options, catalog, new PostgresFaults());
        return await AskAsync(
            options,
            connections,
            time,
            loggers,
            (database, operations) => database.InspectAsync(
                operations, new Migrator(catalog, loggers.CreateLogger<Migrator>()), time, cancellationToken));
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await changes.DisposeAsync();
        await parts.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override StoreReport DescribeEngine(IReadOnlyList<StatementCount> statements) => new()
    {
        Engine = "postgres",
        Version = version,
        SchemaVersion = parts.SchemaVersion,
        Statements = statements,
    };

    private static Task<(string Version, bool IsPooled)> PrepareAsync(
        PostgresStoreOptions options,
        PostgresConnections connections,
        SqlCatalog catalog,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken) => AskAsync(
            options,
            connections,
            time,
            loggers,
            (database, operations) => database.PrepareAsync(
                operations, new Migrator(catalog, loggers.CreateLogger<Migrator>()), cancellationToken));

    private static async Task<T> AskAsync<T>(
        PostgresStoreOptions options,
        PostgresConnections connections,
        TimeProvider time,
        ILoggerFactory loggers,
        Func<PostgresDatabase, SqlOperations, Task<T>> ask)
    {
        var errors = new PostgresFaults();
        await using var sessions = new PostgresSessions(connections, options);
        var operations = new SqlOperations(
            sessions, errors, options.Retry, time, new Random(), loggers.CreateLogger<SqlOperations>());
        var database = new PostgresDatabase(connections, errors, loggers.CreateLogger<PostgresDatabase>());
        return await ask(database, operations);
    }
}
