using Npgsql;

namespace FleetQ.Storage.Postgres;

/// <summary>
/// Opens connections to the server. Sessions are kept by their owners, so there is no pool below them.
/// </summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    private const int KeepAliveSeconds = 30;

    // How long the driver believes that a host which was away is still away: by default ten times as long.
    private const int HostRecheckSeconds = 1;

    // A batch of steps fills the default of 8 kB many times over, and each time costs a wait on the socket.
    private const int BufferBytes = 128 << 10;

    private readonly SqlCatalog catalog;
    private readonly PostgresFaults faults;
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlDataSource beatSource;
    private readonly NpgsqlDataSource listenSource;

    public PostgresConnections(PostgresStoreOptions options, SqlCatalog catalog, PostgresFaults faults)
    {
        IsPooled = options.IsPooled ?? true;
        this.catalog = catalog;
        this.faults = faults;
        var address = PostgresAddress.Parse(options.Connection);
        Place = PostgresAddress.NameOf(address);
        source = BuildSource(address, options.CommandTimeout, keepAliveSeconds: 0);
        beatSource = BuildSource(address, options.BeatTimeout, keepAliveSeconds: 0);
        // A connection that only waits would never notice that the other side is gone.
        listenSource = BuildSource(address, options.CommandTimeout, KeepAliveSeconds);
    }

    /// <summary>What the store is called in messages.</summary>
    public string Place { get; }

    /// <summary>
    /// Whether sessions do without what a connection keeps, which is right in front of any server. Counts for sessions
    /// that are opened afterwards.
    /// </summary>
    public bool IsPooled { get; set; }

    /// <summary>Opens a session.</summary>
    public async Task<SqlSession> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(source, cancellationToken);
        return await SettleAsync(
            new SqlSession(connection, catalog, prepares: !IsPooled), cancellationToken);
    }

    /// <summary>Opens a session whose calls are done when they return, and returns when it is open.</summary>
    public Task<SqlSession> OpenBeatAsync(CancellationToken cancellationToken) => SettleAsync(
        new SqlSession(Open(beatSource), catalog, prepares: !IsPooled, blocks: true), cancellationToken);

    /// <summary>Opens a connection to listen on.</summary>
    public Task<NpgsqlConnection> OpenListenerAsync(CancellationToken cancellationToken) =>
        OpenAsync(listenSource, cancellationToken);

    /// <summary>
    /// Tells whether something that speaks for the server stands between: it hands out numbers of its own for the
    /// server's processes.
    /// </summary>
    public async Task<bool> FindPoolerAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(source, cancellationToken);
        await using var command = SqlCommands.Create(connection, catalog, "connection/read_backend");
        return await command.ExecuteScalarAsync(cancellationToken) is int number && number != connection.ProcessID;
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await beatSource.DisposeAsync();
        await listenSource.DisposeAsync();
    }

    /// <summary>What an address leaves open, and what is FleetQ's to say.</summary>
    internal static NpgsqlConnectionStringBuilder SettingsOf(
        NpgsqlConnectionStringBuilder address, TimeSpan timeout, int keepAliveSeconds)
    {
        var seconds = (int)Math.Ceiling(timeout.TotalSeconds);
        var settings = new NpgsqlConnectionStringBuilder(address.ConnectionString)
        {
            Pooling = false,
            Multiplexing = false,
            Enlist = false,
            CommandTimeout = seconds,
            Timeout = address.Timeout == 0 ? seconds : Math.Min(address.Timeout, seconds),
            KeepAlive = keepAliveSeconds,
            TcpKeepAlive = true,
            ReadBufferSize = BufferBytes,
            WriteBufferSize = BufferBytes,
            ApplicationName = address.ApplicationName ?? "fleetq",
        };

        // Not whether the builder contains the key: it contains all that it knows.
        if (!address.ShouldSerialize("Host Recheck Seconds"))
        {
            settings.HostRecheckSeconds = HostRecheckSeconds;
        }

        return settings;
    }

    private static NpgsqlDataSource BuildSource(
        NpgsqlConnectionStringBuilder address, TimeSpan timeout, int keepAliveSeconds)
    {
        var settings = SettingsOf(address, timeout, keepAliveSeconds);
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        // FleetQ uses the plain types only; the server need not be asked for its others.
        builder.ConfigureTypeLoading(static types => types.EnableTypeLoading(false));
        return settings.Host!.Contains(',', StringComparison.Ordinal)
            ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.ReadWrite)
            : builder.Build();
    }

    private async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource from, CancellationToken cancellationToken)
    {
        try
        {
            return await from.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception exception)
            when (exception is NpgsqlException or TimeoutException && SaysNoMore(exception, from))
        {
            throw new PostgresUnreachableException(exception, areSeveral: from is NpgsqlMultiHostDataSource);
        }
    }

    private NpgsqlConnection Open(NpgsqlDataSource from)
    {
        try
        {
            return from.OpenConnection();
        }
        catch (Exception exception)
            when (exception is NpgsqlException or TimeoutException && SaysNoMore(exception, from))
        {
            throw new PostgresUnreachableException(exception, areSeveral: from is NpgsqlMultiHostDataSource);
        }
    }

    // A refusal that says why, such as a wrong password, keeps its own name.
    private bool SaysNoMore(Exception exception, NpgsqlDataSource from) => exception switch
    {
        // All hosts are away, or none takes writes.
        NpgsqlException { InnerException: null } and not PostgresException when from is NpgsqlMultiHostDataSource =>
            true,
        _ => faults.Classify(exception).Kind is SqlFaultKind.Ambiguous or SqlFaultKind.Defect,
    };

    private async Task<SqlSession> SettleAsync(SqlSession session, CancellationToken cancellationToken)
    {
        if (IsPooled)
        {
            return session;
        }

        var isOpen = false;
        try
        {
            await session.RunScriptAsync("connection/open_session", cancellationToken);
            isOpen = true;
            return session;
        }
        finally
        {
            if (!isOpen)
            {
                await session.DisposeAsync();
            }
        }
    }
}
