using System.Data.Common;

using FleetQ.Storage.Snowflake.Rest;

using Microsoft.Extensions.Logging.Abstractions;

namespace Snowflake.Data.Client;

public sealed class SnowflakeDbFactory : DbProviderFactory
{
    public static readonly SnowflakeDbFactory Instance = new();

    private static readonly SqlApiFactory Inner =
        new(TimeProvider.System, new Random(), NullLogger<SqlApiFactory>.Instance);

    private static int generation;

    internal static int Generation => Volatile.Read(ref generation);

    /// <summary>Ends all sessions at the service; their connections do not know it.</summary>
    public static void EndSessions() => Interlocked.Increment(ref generation);

    public override DbConnection CreateConnection() => new SnowflakeDbConnection(Inner.CreateConnection());

    public override DbCommand CreateCommand() => throw new NotSupportedException();

    public override DbParameter CreateParameter() => Inner.CreateParameter();
}
