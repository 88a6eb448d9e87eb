using System.Data.Common;

using FleetQ.Storage.Snowflake.Rest;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.TestKit.Fleet;

/// <summary>An emulator of Snowflake for one fleet, where each statement takes as long as over a network.</summary>
public sealed class SnowflakeFleetStore : IFleetStore
{
    private readonly SnowflakeEmulator emulator;
    private readonly SqlApiFactory factory = new(TimeProvider.System, new Random(), NullLogger<SqlApiFactory>.Instance);

    private SnowflakeFleetStore(SnowflakeEmulator emulator) => this.emulator = emulator;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["STORAGE_MODE"] = "snowflake",
        ["SNOWFLAKE_CONNECTION"] = emulator.Connection,
        ["SNOWFLAKE_TRANSPORT"] = "rest",
    };

    /// <summary>Starts it.</summary>
    /// <param name="latencyMs">How long statements take, as <c>from-to</c>.</param>
    public static async Task<SnowflakeFleetStore> StartAsync(string latencyMs) =>
        new(await SnowflakeEmulator.StartAsync("--latency-ms", latencyMs));

    /// <inheritdoc/>
    public async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = factory.CreateConnection();
        connection.ConnectionString = emulator.Connection;
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> HoldWritesAsync(CancellationToken cancellationToken)
    {
        await emulator.SetFaultsAsync(
            """{"drop-before": {"p": 1, "match": "update"}, "http-503": {"p": 1, "match": "merge"}}""");
        return new Hold(emulator);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        factory.Dispose();
        await emulator.DisposeAsync();
    }

    private sealed class Hold(SnowflakeEmulator emulator) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await emulator.ClearFaultsAsync();
    }
}
