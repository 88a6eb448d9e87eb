using FleetQ.Engine.Storage;
using FleetQ.Host.Settings;
using FleetQ.Storage;
using FleetQ.Storage.Postgres;
using FleetQ.Storage.Snowflake;
using FleetQ.Storage.Sqlite;

namespace FleetQ.Host;

/// <summary>Opens, or looks at, the store of the kind that the operator chose.</summary>
internal static class StoreChoice
{
    /// <summary>Opens it.</summary>
    /// <exception cref="StoreUnusableException">The store cannot be used as it is.</exception>
    public static async Task<SqlStore> OpenAsync(
        HostSettings settings, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        settings.StorageMode switch
        {
            StorageMode.Sqlite =>
                await SqliteStore.OpenAsync(settings.ToSqliteOptions(), time, loggers, cancellationToken),
            StorageMode.Postgres =>
                await PostgresStore.OpenAsync(settings.ToPostgresOptions(), time, loggers, cancellationToken),
            StorageMode.Snowflake =>
                await SnowflakeStore.OpenAsync(settings.ToSnowflakeOptions(), time, loggers, cancellationToken),
            _ => throw new InvalidOperationException($"{nameof(StorageMode)} {settings.StorageMode} has no store."),
        };

    /// <summary>Tells what it is, and changes nothing.</summary>
    /// <exception cref="StoreUnusableException">The store cannot be used as it is.</exception>
    public static Task<StoreInspection> InspectAsync(
        HostSettings settings, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        settings.StorageMode switch
        {
            StorageMode.Sqlite =>
                SqliteStore.InspectAsync(settings.ToSqliteOptions(), time, loggers, cancellationToken),
            StorageMode.Postgres =>
                PostgresStore.InspectAsync(settings.ToPostgresOptions(), time, loggers, cancellationToken),
            StorageMode.Snowflake =>
                SnowflakeStore.InspectAsync(settings.ToSnowflakeOptions(), time, loggers, cancellationToken),
            _ => throw new InvalidOperationException($"{nameof(StorageMode)} {settings.StorageMode} has no store."),
        };
}
