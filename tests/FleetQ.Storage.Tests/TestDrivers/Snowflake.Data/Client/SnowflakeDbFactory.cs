using System.Collections.Concurrent;
using System.Data.Common;

using FleetQ.Storage.Snowflake.Rest;

using Microsoft.Extensions.Logging.Abstractions;

namespace Snowflake.Data.Client;

public sealed class SnowflakeDbFactory : DbProviderFactory
{
    public static readonly SnowflakeDbFactory Instance = new();

    private static readonly SqlApiFactory Inner =
        new(TimeProvider.System, new Random(), NullLogger<SqlApiFactory>.Instance);

    private static readonly ConcurrentDictionary<string, int> Generations = new(StringComparer.Ordinal);

    /// <summary>Ends all sessions of an address at the service; their connections do not know it.</summary>
    public static void EndSessions(string connectionString) =>
        Generations.AddOrUpdate(connectionString, addValue: 1, static (_, generation) => generation + 1);

    internal static int GenerationOf(string connectionString) => Generations.GetValueOrDefault(connectionString);

    public override DbConnection CreateConnection() => new SnowflakeDbConnection(Inner.CreateConnection());

    public override DbCommand CreateCommand() => throw new NotSupportedException();

    public override DbParameter CreateParameter() => Inner.CreateParameter();
}
