using System.Security.Cryptography;

using FleetQ.Engine.Storage;
using FleetQ.Storage.Stores;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Postgres;

/// <summary>The store in a PostgreSQL database. Disposing waits for what runs and closes all connections.</summary>
public sealed class PostgresStore : IAsyncDisposable
{
    private readonly PostgresConnections connections;
    private readonly PostgresSessions sessions;
    private readonly PostgresRecoverySession recoverySession;
    private readonly PostgresAnnouncer announcer;
    private readonly PostgresChanges changes;
    private readonly StatementMeter meter;
    private readonly int schemaVersion;
    private string version = "";

    private PostgresStore(PostgresStoreOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var catalog = SqlCatalog.Of(typeof(PostgresStore).Assembly);
        schemaVersion = catalog.Migrations.Count;
        meter = new StatementMeter(time);
        var faults = new PostgresFaults();
        var self = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        Faults = new StoreFaults(time);
        connections = new PostgresConnections(options, catalog, faults);
        sessions = new PostgresSessions(connections, options);
        recoverySession = new PostgresRecoverySession(connections);
        announcer = new PostgresAnnouncer(
            sessions, self, isOn: options.IsPooled is false, time, loggers.CreateLogger<PostgresAnnouncer>());
        changes = new PostgresChanges(
            connections,
            catalog,
            self,
            canListen: options.IsPooled is false,
            time,
            loggers.CreateLogger<PostgresChanges>());
        SqlOperations OperationsOn(ISqlSessions lender) => new(
            lender, faults, options.Retry, time, new Random(), loggers.CreateLogger<SqlOperations>())
        {
            OnWritten = announcer.OnWritten,
            Meter = meter,
            Faults = Faults,
        };
        Operations = OperationsOn(sessions);
        Submission = new SubmissionStore(Operations);
        Claims = new ClaimStore(Operations);
        Completion = new CompletionStore(Operations);
        Pods = new PodStore(Operations);
        Recovery = new RecoveryStore(OperationsOn(recoverySession));
        Reading = new ReadStore(Operations);
        Operating = new OperatorStore(Operations);
        Migrator = new Migrator(catalog, loggers.CreateLogger<Migrator>());
        Database = new PostgresDatabase(connections, faults, loggers.CreateLogger<PostgresDatabase>());
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

    /// <summary>Tells of changes by any pod; silent behind a pooler.</summary>
    public IStoreChanges Changes => changes;

    /// <summary>What the store refuses to do just now.</summary>
    public StoreFaults Faults { get; }

    private SqlOperations Operations { get; }

    private Migrator Migrator { get; }

    private PostgresDatabase Database { get; }

    /// <summary>Opens the store and brings its schema to this host's version.</summary>
    /// <exception cref="StoreUnusableException">The database cannot be used; the message says why and what to
    /// do.</exception>
    public static async Task<PostgresStore> OpenAsync(
        PostgresStoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var store = new PostgresStore(options, time, loggers);
        var isOpen = false;
        try
        {
            var found = await store.Database.PrepareAsync(store.Operations, store.Migrator, cancellationToken);
            isOpen = options.IsPooled is not null || found.IsPooled;
            var kept = isOpen ? store : new PostgresStore(options with { IsPooled = false }, time, loggers);
            kept.version = found.Version;
            return kept;
        }
        finally
        {
            if (!isOpen)
            {
                await store.DisposeAsync();
            }
        }
    }

    /// <summary>Tells what the store is, and changes nothing.</summary>
    /// <exception cref="StoreUnusableException">The database cannot be used; the message says why and what to
    /// do.</exception>
    public static async Task<StoreInspection> InspectAsync(
        PostgresStoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        await using var store = new PostgresStore(options, time, loggers);
        return await store.Database.InspectAsync(store.Operations, store.Migrator, time, cancellationToken);
    }

    /// <summary>Tells of the store, for people.</summary>
    public StoreReport Describe() => new()
    {
        Engine = "postgres",
        Version = version,
        SchemaVersion = schemaVersion,
        Statements = meter.Read(),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await changes.DisposeAsync();
        await announcer.DisposeAsync();
        await sessions.DisposeAsync();
        await recoverySession.DisposeAsync();
        await connections.DisposeAsync();
    }
}
