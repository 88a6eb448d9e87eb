using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Snowflake.Data.Client;

/// <summary>A session. One that the service ended stays open here, and each of its statements fails.</summary>
public sealed class SnowflakeDbConnection(DbConnection inner) : DbConnection
{
    private int generation = -1;

    [AllowNull]
    public override string ConnectionString
    {
        get => inner.ConnectionString;
        set => inner.ConnectionString = value;
    }

    public override string Database => inner.Database;

    public override string DataSource => "";

    public override string ServerVersion => "";

    public override ConnectionState State => inner.State;

    internal bool IsGone => generation != SnowflakeDbFactory.GenerationOf(ConnectionString);

    public override void Open()
    {
        try
        {
            inner.Open();
            using var login = inner.CreateCommand();
            login.CommandText = "select 1";
            login.ExecuteScalar();
            generation = SnowflakeDbFactory.GenerationOf(ConnectionString);
        }
        catch (DbException exception)
        {
            inner.Close();
            throw SnowflakeDbException.OfLogin(exception);
        }
    }

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await inner.OpenAsync(cancellationToken);
            await using var login = inner.CreateCommand();
            login.CommandText = "select 1";
            await login.ExecuteScalarAsync(cancellationToken);
            generation = SnowflakeDbFactory.GenerationOf(ConnectionString);
        }
        catch (DbException exception)
        {
            await inner.CloseAsync();
            throw SnowflakeDbException.OfLogin(exception);
        }
    }

    public override void Close() => inner.Close();

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => new SnowflakeDbCommand(this, inner.CreateCommand());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
