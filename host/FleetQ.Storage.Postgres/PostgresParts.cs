using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Postgres;

/// <summary>What an open store works with: its sessions, and the operations on them. Owns the connections.</summary>
internal sealed class PostgresParts : IAsyncDisposable
{
    private readonly PostgresConnections connections;
    private readonly PostgresSessions sessions;
    private readonly PostgresRecoverySession recoverySession;
    private readonly PostgresAnnouncer announcer;

    public PostgresParts(
        PostgresStoreOptions options,
        PostgresConnections connections,
        SqlCatalog catalog,
        string self,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        this.connections = connections;
        SchemaVersion = catalog.Migrations.Count;
        Meter = new StatementMeter(time);
        Faults = new StoreFaults(time);
        sessions = new PostgresSessions(connections, options);
        recoverySession = new PostgresRecoverySession(connections);
        announcer = new PostgresAnnouncer(
            sessions, self, isOn: !connections.IsPooled, time, loggers.CreateLogger<PostgresAnnouncer>());
        Operations = OperationsOn(sessions, options, time, loggers);
        Recovering = OperationsOn(recoverySession, options, time, loggers);
    }

    public int SchemaVersion { get; }

    public StatementMeter Meter { get; }

    public StoreFaults Faults { get; }

    public SqlOperations Operations { get; }

    /// <summary>Recovery's, which have a session of their own: others cannot keep it waiting.</summary>
    public SqlOperations Recovering { get; }

    public async ValueTask DisposeAsync()
    {
        await announcer.DisposeAsync();
        await sessions.DisposeAsync();
        await recoverySession.DisposeAsync();
        await connections.DisposeAsync();
    }

    private SqlOperations OperationsOn(
        ISqlSessions lender, PostgresStoreOptions options, TimeProvider time, ILoggerFactory loggers) =>
        new(lender, new PostgresFaults(), options.Retry, time, new Random(), loggers.CreateLogger<SqlOperations>())
        {
            OnWritten = announcer.OnWritten,
            Meter = Meter,
            Faults = Faults,
        };
}
