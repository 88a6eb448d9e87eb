using FleetQ.Storage.Snowflake.Drivers;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>The driver itself, where somebody has it: published from host/FleetQ.Drivers.Snowflake.</summary>
public sealed class OfficialDriverTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string Variable = "FLEETQ_TEST_SNOWFLAKE_DRIVER";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_loaded_from_its_folder_and_its_statements_run()
    {
        SnowflakeEngine.RequireEmulator();
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(folder), $"Snowflake's driver is skipped: set {Variable} to its folder.");
        // Without these it looks for a cloud around it, and loads native code that only measures.
        Environment.SetEnvironmentVariable("SNOWFLAKE_DISABLE_PLATFORM_DETECTION", "true");
        Environment.SetEnvironmentVariable("SF_DISABLE_MINICORE", "true");

        await using var connection = SnowflakeDriver.Load(folder!).CreateConnection()!;
        connection.ConnectionString =
            $"account=emu;user=u;password=p;host=127.0.0.1;port={fixture.Emulator.Port};scheme=http;"
            + "db=FLEETQ;schema=PUBLIC;warehouse=WH";
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "select 1";

        Assert.Equal(1L, await command.ExecuteScalarAsync(Token));
    }
}
