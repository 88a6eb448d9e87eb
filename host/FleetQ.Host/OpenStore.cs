using FleetQ.Engine.Storage;
using FleetQ.Host.Settings;
using FleetQ.Storage;
using FleetQ.Storage.Postgres;
using FleetQ.Storage.Snowflake;
using FleetQ.Storage.Sqlite;

namespace FleetQ.Host;

/// <summary>The store of the kind that the operator chose. Disposing closes it.</summary>
internal sealed class OpenStore(IAsyncDisposable owner) : IAsyncDisposable
{
    public required ISubmissionStore Submission { get; init; }

    public required IClaimStore Claims { get; init; }

    public required ICompletionStore Completion { get; init; }

    public required IPodStore Pods { get; init; }

    public required IRecoveryStore Recovery { get; init; }

    public required IReadStore Reading { get; init; }

    public required IOperatorStore Operating { get; init; }

    public required IStoreChanges Changes { get; init; }

    /// <summary>Tells of the store, for people.</summary>
    public required Func<StoreReport> Describe { get; init; }

    /// <summary>What the store refuses to do just now.</summary>
    public required StoreFaults Faults { get; init; }

    /// <summary>Opens it.</summary>
    /// <exception cref="StoreUnusableException">The store cannot be used as it is.</exception>
    public static async Task<OpenStore> OpenAsync(
        HostSettings settings, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        settings.StorageMode switch
        {
            StorageMode.Sqlite =>
                Of(await SqliteStore.OpenAsync(settings.ToSqliteOptions(), time, loggers, cancellationToken)),
            StorageMode.Postgres =>
                Of(await PostgresStore.OpenAsync(settings.ToPostgresOptions(), time, loggers, cancellationToken)),
            StorageMode.Snowflake =>
                Of(await SnowflakeStore.OpenAsync(settings.ToSnowflakeOptions(), time, loggers, cancellationToken)),
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

    public ValueTask DisposeAsync() => owner.DisposeAsync();

    private static OpenStore Of(SqliteStore store) => new(store)
    {
        Submission = store.Submission,
        Claims = store.Claims,
        Completion = store.Completion,
        Pods = store.Pods,
        Recovery = store.Recovery,
        Reading = store.Reading,
        Operating = store.Operating,
        Changes = store.Changes,
        Describe = store.Describe,
        Faults = store.Faults,
    };

    private static OpenStore Of(PostgresStore store) => new(store)
    {
        Submission = store.Submission,
        Claims = store.Claims,
        Completion = store.Completion,
        Pods = store.Pods,
        Recovery = store.Recovery,
        Reading = store.Reading,
        Operating = store.Operating,
        Changes = store.Changes,
        Describe = store.Describe,
        Faults = store.Faults,
    };

    private static OpenStore Of(SnowflakeStore store) => new(store)
    {
        Submission = store.Submission,
        Claims = store.Claims,
        Completion = store.Completion,
        Pods = store.Pods,
        Recovery = store.Recovery,
        Reading = store.Reading,
        Operating = store.Operating,
        Changes = store.Changes,
        Describe = store.Describe,
        Faults = store.Faults,
    };
}
