using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>
/// Emulators in trouble, each for all tests that want its kind: every statement takes its time, and more.
/// </summary>
internal static class SnowflakeTroubles
{
    private const string Slow = "50-300";

    // For a class whose tests take hundreds of statements.
    private const string Quick = "0-20";

    private const string Losses = """{"drop-before": 0.03, "drop-after": 0.03, "http-503": 0.03, "http-429": 0.03}""";

    // Half as many for that class: a request is sent four times, and of hundreds none may be lost as often as that.
    private const string FewerLosses =
        """{"drop-before": 0.015, "drop-after": 0.015, "http-503": 0.015, "http-429": 0.015}""";

    // What only changes name: a reading takes no lock.
    private const string Crowd = """{"lock-timeout": {"p": 0.15, "match": "now_ms"}}""";

    private static readonly Lazy<Task<SnowflakeDatabases>> Lossy = new(() => StartAsync(Slow, Losses));
    private static readonly Lazy<Task<SnowflakeDatabases>> QuickLossy = new(() => StartAsync(Quick, FewerLosses));
    private static readonly Lazy<Task<SnowflakeDatabases>> Crowded = new(() => StartAsync(Slow, Crowd));

    /// <summary>Answers are lost, and the service says: later.</summary>
    public static IStoreFixture NewLossy() => NewFixture(Lossy);

    /// <summary>The same, with less latency and fewer losses.</summary>
    public static IStoreFixture NewQuickLossy() => NewFixture(QuickLossy);

    /// <summary>Locks time out.</summary>
    public static IStoreFixture NewCrowded() => NewFixture(Crowded);

    private static SnowflakeStoreFixture NewFixture(Lazy<Task<SnowflakeDatabases>> databases)
    {
        SnowflakeEngine.RequireEmulator();
        return new SnowflakeStoreFixture(
            static options => options with { Retry = options.Retry with { MaxAttempts = 20 } }, databases.Value);
    }

    private static async Task<SnowflakeDatabases> StartAsync(string latencyMs, string faults)
    {
        var emulator = await SnowflakeEmulator.StartAsync("--latency-ms", latencyMs);
        await emulator.SetFaultsAsync(faults);
        return SnowflakeDatabases.In(emulator);
    }
}
