using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>
/// One emulator for all tests that run in trouble: each statement takes its time, answers are lost, the service is
/// busy, and locks time out.
/// </summary>
internal static class SnowflakeTroubledEngine
{
    private const string Trouble =
        """
        {
          "drop-before": 0.03,
          "drop-after": 0.03,
          "http-503": 0.03,
          "http-429": 0.03,
          "lock-timeout": {"p": 0.1, "match": "step_tracker"}
        }
        """;

    private static readonly Lazy<Task<SnowflakeDatabases>> Shared = new(StartAsync);

    public static IStoreFixture NewFixture()
    {
        SnowflakeEngine.RequireEmulator();
        return new SnowflakeStoreFixture(
            static options => options with { Retry = options.Retry with { MaxAttempts = 20 } }, Shared.Value);
    }

    private static async Task<SnowflakeDatabases> StartAsync()
    {
        var emulator = await SnowflakeEmulator.StartAsync("--latency-ms", "50-300");
        await emulator.SetFaultsAsync(Trouble);
        return SnowflakeDatabases.In(emulator);
    }
}
