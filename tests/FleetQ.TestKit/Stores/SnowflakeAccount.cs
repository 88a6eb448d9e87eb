namespace FleetQ.TestKit.Stores;

/// <summary>A real account to test against, where somebody gave one.</summary>
public static class SnowflakeAccount
{
    /// <summary>Holds the connection string.</summary>
    public const string Variable = "FLEETQ_TEST_SNOWFLAKE";

    /// <summary>The connection string; null when there is none.</summary>
    public static string? Connection { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    /// <summary>Why Snowflake is not tested at all; null when an account or the emulator is there.</summary>
    public static string? Absence { get; } = Connection is not null || SnowflakeEmulator.Absence is null
        ? null
        : $"Snowflake is skipped: set {Variable} to the connection string of an account, or "
            + $"{SnowflakeEmulator.Variable} to the folder of the emulator's source.";
}
