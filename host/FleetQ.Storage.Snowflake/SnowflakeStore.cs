using System.Data.Common;

using FleetQ.Engine.Storage;
using FleetQ.Storage.Snowflake.Drivers;
using FleetQ.Storage.Stores;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Snowflake;

/// <summary>
/// The store in a schema of a Snowflake database. Disposing waits for what runs and closes all sessions.
/// </summary>
public sealed class SnowflakeStore : IAsyncDisposable
{
    // A table's lock that too many wait for turns the next away at once; it is free again soon.
    private const int BeatTries = 4;

    private readonly SnowflakeStoreOptions options;
    private readonly SqlCatalog catalog;
    private readonly DbProviderFactory provider;
    private readonly SnowflakeSessions sessions;
    private readonly StatementMeter meter;
    private readonly SnowflakeCost cost;
    private readonly string transport;
    private string version = "";

    private SnowflakeStore(SnowflakeStoreOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        this.options = options;
        var place = SnowflakeAddress.Check(options.Connection);
        transport = TransportChoice.Settle(options.Transport, options.DriverFolder).ToString().ToLowerInvariant();
        provider = TransportChoice.Open(options.Transport, options.DriverFolder, time, new Random(), loggers);
        catalog = SqlCatalog.Of(typeof(SnowflakeStore).Assembly, DialectOf(options.Tables));
        meter = new StatementMeter(time);
        cost = new SnowflakeCost(options, loggers.CreateLogger<SnowflakeCost>());
        Faults = new StoreFaults(time);
        var faults = new SnowflakeFaults();
        var random = new Random();
        var connections = new SnowflakeConnections(provider, options, catalog, faults, new WriteTokens(random));
        sessions = new SnowflakeSessions(connections, options);
        Operations = new SqlOperations(
            sessions,
            faults,
            options.Retry with { BeatMaxAttempts = BeatTries },
            time,
            random,
            loggers.CreateLogger<SqlOperations>())
        {
            Meter = meter,
            Faults = Faults,
        };
        Submission = new SubmissionStore(Operations);
        Claims = new ClaimStore(Operations);
        Completion = new CompletionStore(Operations);
        Pods = new PodStore(Operations);
        Recovery = new RecoveryStore(Operations);
        Reading = new ReadStore(Operations);
        Operating = new OperatorStore(Operations);
        Migrator = new Migrator(catalog, loggers.CreateLogger<Migrator>());
        Database = new SnowflakeDatabase(place, transport, faults, loggers.CreateLogger<SnowflakeDatabase>());
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

    /// <summary>Silent: pods find what others wrote by looking.</summary>
    public IStoreChanges Changes { get; } = new SnowflakeChanges();

    /// <summary>What the store refuses to do just now.</summary>
    public StoreFaults Faults { get; }

    private SqlOperations Operations { get; }

    private Migrator Migrator { get; }

    private SnowflakeDatabase Database { get; }

    /// <summary>Opens the store and brings its schema to this host's version.</summary>
    /// <exception cref="StoreUnusableException">The account or the schema cannot be used; the message says why and
    /// what to do.</exception>
    public static async Task<SnowflakeStore> OpenAsync(
        SnowflakeStoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var store = new SnowflakeStore(options, time, loggers);
        var isOpen = false;
        try
        {
            store.version = await store.Database.PrepareAsync(store.Operations, store.Migrator, cancellationToken);
            store.cost.Tell();
            isOpen = true;
            return store;
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
    /// <exception cref="StoreUnusableException">The account or the schema cannot be used; the message says why and
    /// what to do.</exception>
    public static async Task<StoreInspection> InspectAsync(
        SnowflakeStoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        await using var store = new SnowflakeStore(options, time, loggers);
        return await store.Database.InspectAsync(store.Operations, store.Migrator, time, cancellationToken);
    }

    /// <summary>Tells of the store, for people.</summary>
    public StoreReport Describe() => new()
    {
        Engine = "snowflake",
        Version = version,
        SchemaVersion = catalog.Migrations.Count,
        Transport = transport,
        IdleInterval = options.IdleInterval ?? options.BusyInterval,
        ExpectedCreditsPerDay = cost.ExpectedCreditsPerDay,
        Statements = meter.Read(),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await sessions.DisposeAsync();
        (provider as IDisposable)?.Dispose();
    }

    private static SqlDialect DialectOf(SnowflakeTables tables) => new()
    {
        TakesPlaces = true,
        TakesOneStatement = true,
        OftenVain = new HashSet<string>(StringComparer.Ordinal) { "claiming/claim_steps" },
        MigrationFolder = tables is SnowflakeTables.Hybrid ? "hybrid/" : "migrations/",
    };
}
