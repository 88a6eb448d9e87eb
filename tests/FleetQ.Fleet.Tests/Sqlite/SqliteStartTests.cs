using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Sqlite;

public sealed class SqliteStartTests : IAsyncDisposable
{
    private readonly FleetUnderTest box = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_environment_is_reported_whole_by_name_and_value_with_exit_code_1()
    {
        var fleet = await box.PrepareAsync(PodSettings.Calm);
        var wrong = PodSettings.Calm with
        {
            Others = new Dictionary<string, string?>
            {
                ["API_PORT"] = "70000",
                ["MAX_PARALLELISM"] = "many",
                ["HEARTBEAT_INTERVAL"] = "45",
                ["DEAD_POD_THRESHOLD"] = "60",
                ["CLAIM_INTERVALL"] = "3",
            },
        };

        var (exitCode, log) = await fleet.RunToEndAsync(wrong, Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("FLEET_Q_API_PORT", log, StringComparison.Ordinal);
        Assert.Contains("70000", log, StringComparison.Ordinal);
        Assert.Contains("FLEET_Q_MAX_PARALLELISM", log, StringComparison.Ordinal);
        Assert.Contains("many", log, StringComparison.Ordinal);
        Assert.Contains("must be at least 2x", log, StringComparison.Ordinal);
        Assert.Contains("FLEET_Q_CLAIM_INTERVALL", log, StringComparison.Ordinal);
        Assert.Contains("FLEET_Q_CLAIM_INTERVAL?", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("This is a letter, not a database. It only has the name of one, and it must not be overwritten.")]
    [InlineData("SQLite format 3\0 followed by noise")]
    public async Task A_damaged_database_file_stops_the_start_with_advice_and_stays_as_it_is(string content)
    {
        var fleet = await box.PrepareAsync(PodSettings.Calm);
        var damaged = string.Concat(Enumerable.Repeat(content, 200));
        await File.WriteAllTextAsync(fleet.DatabasePath, damaged, Token);

        var (exitCode, log) = await fleet.RunToEndAsync(PodSettings.Calm, Token);

        Assert.Equal(1, exitCode);
        Assert.Contains(fleet.DatabasePath, log, StringComparison.Ordinal);
        Assert.Contains("FLEET_Q_SQLITE_DB_PATH", log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at FleetQ", log, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllTextAsync(fleet.DatabasePath, Token));
    }

    [Fact]
    public async Task A_database_path_that_cannot_be_written_stops_the_start_with_advice()
    {
        var fleet = await box.PrepareAsync(PodSettings.Calm);
        var file = Path.Combine(fleet.Folder, "file");
        await File.WriteAllTextAsync(file, "", Token);
        var path = Path.Combine(file, "fleetq.db");
        var settings = PodSettings.Calm with { Others = new Dictionary<string, string?> { ["SQLITE_DB_PATH"] = path } };

        var (exitCode, log) = await fleet.RunToEndAsync(settings, Token);

        Assert.Equal(1, exitCode);
        Assert.Contains(path, log, StringComparison.Ordinal);
        Assert.Contains("FLEET_Q_SQLITE_DB_PATH", log, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => box.DisposeAsync();
}
