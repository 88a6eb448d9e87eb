namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>Statements that the service answers with a promise.</summary>
public sealed class RestLongStatementTests(RestLongStatementTests.SlowEmulator fixture)
    : RestTesting(fixture), IClassFixture<RestLongStatementTests.SlowEmulator>
{
    [Fact]
    public async Task It_is_asked_for_until_it_ends()
    {
        var table = await MakeTableAsync();

        Assert.Equal(2, await RunAsync($"insert into {table} (ID) values (1), (2)"));
        Assert.Equal(2L, await ReadAsync($"select count(*) from {table}"));
    }

    [Fact]
    public async Task Its_failure_is_told_like_any_other()
    {
        var table = await MakeTableAsync();
        await Emulator.SetFaultsAsync("""{"lock-timeout": {"next": 1, "match": "update"}}""");

        Assert.Equal(625, (await FailAsync($"update {table} set ID = 1")).ErrorCode);
        Assert.Equal(2003, (await FailAsync("select * from NOT_THERE")).ErrorCode);
    }

    [Fact]
    public async Task Its_lost_promise_is_asked_for_again_and_it_runs_once()
    {
        var table = await MakeTableAsync();
        await Emulator.SetFaultsAsync("""{"drop-after": {"next": 1, "match": "insert"}}""");

        Assert.Equal(1, await RunAsync($"insert into {table} (ID) values (1)"));

        Assert.Equal(1L, await ReadAsync($"select count(*) from {table}"));
    }

    public sealed class SlowEmulator : EmulatorFixture
    {
        protected override IReadOnlyList<string> Options => ["--inline-wait-ms", "20", "--latency-ms", "200"];
    }
}
