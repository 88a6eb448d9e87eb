using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>
/// What statements share. Opening one asks the service nothing: the API has no session, and HTTP connections are the
/// factory's.
/// </summary>
internal sealed class SqlApiConnection(SqlApiFactory factory) : DbConnection
{
    private string connectionString = "";
    private SqlApiTarget? target;

    /// <inheritdoc/>
    [AllowNull]
    public override string ConnectionString
    {
        get => connectionString;
        set => connectionString = State is ConnectionState.Closed
            ? value ?? ""
            : throw new InvalidOperationException("An open connection keeps its address.");
    }

    /// <inheritdoc/>
    public override string Database => target?.Address.Database ?? "";

    /// <summary>The service's host.</summary>
    public override string DataSource => target?.Address.Origin.Host ?? "";

    /// <summary>Empty: the API does not tell.</summary>
    public override string ServerVersion => "";

    /// <inheritdoc/>
    public override ConnectionState State => target is null ? ConnectionState.Closed : ConnectionState.Open;

    /// <summary>Set by <c>alter session set</c>, sent with each statement, forgotten on closing.</summary>
    public SessionParameters Session { get; private set; } = new();

    public SqlApiAddress Address => Target.Address;

    public SqlApiClient Client => Target.Client;

    /// <inheritdoc/>
    protected override DbProviderFactory DbProviderFactory => factory;

    private SqlApiTarget Target => target ?? throw new InvalidOperationException("The connection is closed.");

    /// <summary>Reads the address and signs in as far as that needs no service: a key or a token is read.</summary>
    /// <exception cref="SqlApiException">Something that they need is not there or not understood.</exception>
    public override void Open() => target ??= factory.GetTarget(connectionString);

    /// <inheritdoc/>
    public override Task OpenAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        Open();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Close()
    {
        target = null;
        Session = new SessionParameters();
    }

    /// <inheritdoc/>
    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException(
        "The API has no session that could change its database: name it in the connection string.");

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("The API has no transaction over several statements: each commits by itself.");

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => new SqlApiCommand(this);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }
}
