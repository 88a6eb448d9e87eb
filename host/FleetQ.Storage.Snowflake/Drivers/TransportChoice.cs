using System.Data.Common;

using FleetQ.Engine.Storage;
using FleetQ.Storage.Snowflake.Rest;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Snowflake.Drivers;

/// <summary>Turns the transport's setting into a provider.</summary>
public static class TransportChoice
{
    /// <summary>The setting that holds it.</summary>
    public const string Setting = "FLEET_Q_SNOWFLAKE_TRANSPORT";

    /// <summary>What <see cref="SnowflakeTransport.Auto"/> stands for, with a folder as it is.</summary>
    public static SnowflakeTransport Settle(SnowflakeTransport transport, string driverFolder) => transport switch
    {
        SnowflakeTransport.Auto => SnowflakeDriver.IsIn(driverFolder)
            ? SnowflakeTransport.Driver
            : SnowflakeTransport.Rest,
        _ => transport,
    };

    /// <summary>Gives the transport's provider. The caller disposes it where it can be disposed.</summary>
    /// <exception cref="StoreUnusableException">The driver is asked for and cannot be loaded.</exception>
    public static DbProviderFactory Open(
        SnowflakeTransport transport, string driverFolder, TimeProvider time, Random random, ILoggerFactory loggers) =>
        Settle(transport, driverFolder) is SnowflakeTransport.Driver
            ? SnowflakeDriver.Load(driverFolder)
            : new SqlApiFactory(time, random, loggers.CreateLogger<SqlApiFactory>());
}
