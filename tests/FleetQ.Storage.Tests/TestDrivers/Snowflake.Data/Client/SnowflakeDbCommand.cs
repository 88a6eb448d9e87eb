using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Snowflake.Data.Client;

public sealed class SnowflakeDbCommand(SnowflakeDbConnection connection, DbCommand inner) : DbCommand
{
    private const int SessionGone = 390111;

    [AllowNull]
    public override string CommandText
    {
        get => inner.CommandText;
        set => inner.CommandText = value;
    }

    public override int CommandTimeout
    {
        get => inner.CommandTimeout;
        set => inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => inner.CommandType;
        set => inner.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; } = connection;

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() => inner.Cancel();

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery() => Translate(inner.ExecuteNonQuery);

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        TranslateAsync(() => inner.ExecuteNonQueryAsync(cancellationToken));

    public override object? ExecuteScalar() => Translate(inner.ExecuteScalar);

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        TranslateAsync(() => inner.ExecuteScalarAsync(cancellationToken));

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        Translate(() => inner.ExecuteReader(behavior));

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(
        CommandBehavior behavior, CancellationToken cancellationToken) =>
        TranslateAsync(() => inner.ExecuteReaderAsync(behavior, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private T Translate<T>(Func<T> run)
    {
        Require();
        try
        {
            return run();
        }
        catch (DbException exception)
        {
            throw SnowflakeDbException.Of(exception);
        }
    }

    private async Task<T> TranslateAsync<T>(Func<Task<T>> run)
    {
        Require();
        try
        {
            return await run();
        }
        catch (DbException exception)
        {
            throw SnowflakeDbException.Of(exception);
        }
    }

    private void Require()
    {
        if (((SnowflakeDbConnection)DbConnection!).IsGone)
        {
            throw new SnowflakeDbException(
                SessionGone, "Session no longer exists. New login required to access the service.", cause: null);
        }
    }
}
