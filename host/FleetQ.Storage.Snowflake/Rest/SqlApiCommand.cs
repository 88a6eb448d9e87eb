using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>A statement on a connection.</summary>
internal sealed class SqlApiCommand(SqlApiConnection? connection) : DbCommand
{
    private readonly Lock gate = new();
    private readonly SqlApiParameters parameters = new();
    private CancellationTokenSource? running;
    private string text = "";

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText
    {
        get => text;
        set => text = value ?? "";
    }

    /// <summary>Seconds that the service gives the statement; 0: as many as it likes.</summary>
    public override int CommandTimeout
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <inheritdoc/>
    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value is not CommandType.Text)
            {
                throw new NotSupportedException("A command of the SQL API is a text.");
            }
        }
    }

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <inheritdoc/>
    protected override DbConnection? DbConnection { get; set; } = connection;

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction { get; set; }

    /// <inheritdoc/>
    public override void Cancel()
    {
        lock (gate)
        {
            running?.Cancel();
        }
    }

    /// <summary>Does nothing: the service keeps plans by text.</summary>
    public override void Prepare()
    {
    }

    /// <inheritdoc/>
    public override int ExecuteNonQuery() =>
        ExecuteNonQueryAsync(isAsync: false, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        ExecuteNonQueryAsync(isAsync: true, cancellationToken).AsTask();

    /// <summary>The first cell; <see cref="DBNull"/> when there is no row.</summary>
    public override object? ExecuteScalar()
    {
        using var reader = ExecuteReader();
        return reader.Read() ? reader.GetValue(0) : DBNull.Value;
    }

    /// <summary>The first cell; <see cref="DBNull"/> when there is no row.</summary>
    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        await using var reader = await ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetValue(0) : DBNull.Value;
    }

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new SqlApiParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        ExecuteReaderAsync(behavior, isAsync: false, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(
        CommandBehavior behavior, CancellationToken cancellationToken) =>
        ExecuteReaderAsync(behavior, isAsync: true, cancellationToken).AsTask();

    private async ValueTask<int> ExecuteNonQueryAsync(bool isAsync, CancellationToken cancellationToken)
    {
        var open = GetOpenConnection();
        if (open.Session.TryTake(text))
        {
            return 0;
        }

        using var result = await RunAsync(open, isAsync, cancellationToken);
        return checked((int)(result.Changed ?? 0));
    }

    private async ValueTask<DbDataReader> ExecuteReaderAsync(
        CommandBehavior behavior, bool isAsync, CancellationToken cancellationToken)
    {
        var open = GetOpenConnection();
        var result = await RunAsync(open, isAsync, cancellationToken);
        return new SqlApiReader(
            open.Client, result, behavior.HasFlag(CommandBehavior.CloseConnection) ? open : null);
    }

    private async ValueTask<SqlApiResult> RunAsync(
        SqlApiConnection open, bool isAsync, CancellationToken cancellationToken)
    {
        foreach (var parameter in parameters.Items)
        {
            ArgumentException.ThrowIfNullOrEmpty(parameter.ParameterName);
        }

        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        SetRunning(cancelling);
        try
        {
            return await open.Client.RunAsync(NewStatement(open), isAsync, cancelling.Token);
        }
        finally
        {
            SetRunning(null);
        }
    }

    private void SetRunning(CancellationTokenSource? cancelling)
    {
        lock (gate)
        {
            running = cancelling;
        }
    }

    private SqlApiStatement NewStatement(SqlApiConnection open) => new()
    {
        Text = text,
        Address = open.Address,
        SessionParameters = open.Session.Values,
        Parameters = parameters.Items,
        Timeout = CommandTimeout == 0 ? null : TimeSpan.FromSeconds(CommandTimeout),
    };

    private SqlApiConnection GetOpenConnection() =>
        DbConnection is SqlApiConnection { State: ConnectionState.Open } open
            ? open
            : throw new InvalidOperationException("The command has no open connection.");
}
