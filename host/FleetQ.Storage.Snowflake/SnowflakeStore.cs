using System.Data.Common;

using FleetQ.Engine.Storage;
using FleetQ.Storage.Snowflake.Drivers;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Snowflake;

/// <summary>
/// The store in a schema of a Snowflake database. Disposing waits for what runs and closes all sessions.
/// </summary>
public sealed class SnowflakeStore : SqlStore
{
    // A table's lock that too many wait for turns the next away at once; it is free again soon.
    private const int BeatTries = 4;

    private readonly SnowflakeStoreOptions options;
    private readonly DbProviderFactory provider;
    private readonly SnowflakeSessions sessions;
    private readonly SnowflakeCost cost;
    private readonly string transport;
    private readonly string version;
    private readonly int schemaVersion;

    private SnowflakeStore(
        SnowflakeStoreOptions options,
        DbProviderFactory provider,
        SnowflakeSessions sessions,
        SqlOperations operations,
        StatementMeter meter,
        StoreFaults faults,
        SnowflakeCost cost,
        (string Transport, string Version, int SchemaVersion) found)
        : base(operations, meter, faults)
    {
        this.options = options;
        this.provider = provider;
        this.sessions = sessions;
        this.cost = cost;
        (transport, version, schemaVersion) = found;
    }

    /// <summary>Silent: pods find what others wrote by looking.</summary>
    public override IStoreChanges Changes { get; } = new SnowflakeChanges();

    /// <summary>Opens the store and brings its schema to this host's version.</summary>
    /// <exception cref="StoreUnusableException">The account or the schema cannot be used; the message says why and
    /// what to do.</exception>
    public static async Task<SnowflakeStore> OpenAsync(
        SnowflakeStoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var place = SnowflakeAddress.Check(options.Connection);
        var transport = TransportChoice.Settle(options.Transport, options.DriverFolder).ToString().ToLowerInvariant();
        var provider = TransportChoice.Open(options.Transport, options.DriverFolder, time, new Random(), loggers);
        var catalog = SqlCatalog.Of(typeof(SnowflakeStore).Assembly, DialectOf(options.Tables));
        var random = new Random();
        var errors = new SnowflakeFaults();
        var connections = new SnowflakeConnections(provider, options, catalog, errors, new WriteTokens(random));
        var sessions = new SnowflakeSessions(connections, options);
        var (meter, faults) = (new StatementMeter(time), new StoreFaults(time));
        var retry = options.Retry with { BeatMaxAttempts = BeatTries };
        var operations = new SqlOperations(
            sessions, errors, retry, time, random, loggers.CreateLogger<SqlOperations>())
        {
            Meter = meter,
            Faults = faults,
        };
        var isOpen = false;
        try
        {
            var migrator = new Migrator(catalog, loggers.CreateLogger<Migrator>());
            var database = new SnowflakeDatabase(
                place, transport, errors, loggers.CreateLogger<SnowflakeDatabase>());
            var version = await database.PrepareAsync(operations, migrator, cancellationToken);
            var cost = new SnowflakeCost(options, loggers.CreateLogger<SnowflakeCost>());
            cost.Tell();
            isOpen = true;
            var found = (transport, version, catalog.Migrations.Count);
            return new SnowflakeStore(options, provider, sessions, operations, meter, faults, cost, found);
        }
        finally
        {
            if (!isOpen)
            {
                await CloseAsync(sessions, provider);
            }
        }
    }

    /// <summary>Tells what the store is, and changes nothing.</summary>
    /// <exception cref="StoreUnusableException">The account or the schema cannot be used; the message says why and
    /// what to do.</exception>
    public static async Task<StoreInspection> InspectAsync(
        SnowflakeStoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var place = SnowflakeAddress.Check(options.Connection);
        var transport = TransportChoice.Settle(options.Transport, options.DriverFolder).ToString().ToLowerInvariant();
        var provider = TransportChoice.Open(options.Transport, options.DriverFolder, time, new Random(), loggers);
        var catalog = SqlCatalog.Of(typeof(SnowflakeStore).Assembly, DialectOf(options.Tables));
        var errors = new SnowflakeFaults();
        var connections = new SnowflakeConnections(provider, options, catalog, errors, new WriteTokens(new Random()));
        var sessions = new SnowflakeSessions(connections, options);
        try
        {
            var operations = new SqlOperations(
                sessions, errors, options.Retry, time, new Random(), loggers.CreateLogger<SqlOperations>());
            var database = new SnowflakeDatabase(place, transport, errors, loggers.CreateLogger<SnowflakeDatabase>());
            var migrator = new Migrator(catalog, loggers.CreateLogger<Migrator>());
            return await database.InspectAsync(operations, migrator, time, cancellationToken);
        }
        finally
        {
            await CloseAsync(sessions, provider);
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => CloseAsync(sessions, provider);

    /// <inheritdoc/>
    protected override StoreReport DescribeEngine(IReadOnlyList<StatementCount> statements) => new()
    {
        Engine = "snowflake",
        Version = version,
        SchemaVersion = schemaVersion,
        Transport = transport,
        IdleInterval = options.IdleInterval ?? options.BusyInterval,
        ExpectedCreditsPerDay = cost.ExpectedCreditsPerDay,
        Statements = statements,
    };

    private static async ValueTask CloseAsync(SnowflakeSessions sessions, DbProviderFactory provider)
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
