using System.Data;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>Values go to the service and come back as they were, in the official driver's types.</summary>
public sealed class RestReadingTests : RestTesting
{
    private static readonly DateTimeOffset Instant = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.FromHours(2));

    [Fact]
    public async Task A_number_comes_back()
    {
        Assert.Equal(1L, await ReadAsync("select 1"));
    }

    [Fact]
    public async Task A_row_that_was_written_can_be_read()
    {
        await RunAsync("create table T (ID varchar, N number(38,0), TS timestamp_ltz)");

        var written = await RunAsync(
            "insert into T (ID, N, TS) values (?, ?, ?)",
            (DbType.String, "a"), (DbType.Int64, long.MaxValue), (DbType.DateTimeOffset, Instant));

        Assert.Equal(1, written);
        await using var command = Command("select ID, N, TS from T where ID = ?", (DbType.String, "a"));
        await using var reader = await command.ExecuteReaderAsync(Token);
        Assert.True(await reader.ReadAsync(Token));
        Assert.Equal("a", reader.GetString(0));
        Assert.Equal(long.MaxValue, reader.GetInt64(1));
        Assert.Equal(Instant, await reader.GetFieldValueAsync<DateTimeOffset>(2, Token));
        Assert.False(await reader.ReadAsync(Token));
    }
}
