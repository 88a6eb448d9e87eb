using System.Data.Common;

namespace Snowflake.Data.Client;

/// <summary>Tells a number and nothing else: the driver hides the SQL state and calls no fault transient.</summary>
public sealed class SnowflakeDbException(int number, string message, Exception? cause) : DbException(message, cause)
{
    public override int ErrorCode => number;

    public new string? SqlState { get; init; }

    internal static SnowflakeDbException Of(DbException cause) => new(cause.ErrorCode, cause.Message, cause: null)
    {
        SqlState = cause.SqlState,
    };

    /// <summary>A login that fails has the driver's number; the service's is in what it wraps.</summary>
    internal static SnowflakeDbException OfLogin(DbException cause) =>
        new(270001, "Unable to connect.", new AggregateException(Of(cause)));
}
