using System.Data;
using System.Globalization;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>Values go to the service and come back as they were, in the official driver's types.</summary>
public sealed class RestReadingTests(EmulatorFixture fixture) : RestTesting(fixture), IClassFixture<EmulatorFixture>
{
    private static readonly DateTimeOffset Instant = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.FromHours(2));

    protected override bool PrefersAccount => true;

    [Fact]
    public async Task A_row_that_was_written_can_be_read()
    {
        var table = await MakeTableAsync("ID varchar, N number(38,0), TS timestamp_ltz");

        var written = await RunAsync(
            $"insert into {table} (ID, N, TS) values (?, ?, ?)",
            (DbType.String, "a"),
            (DbType.Int64, long.MaxValue),
            (DbType.DateTimeOffset, Instant));

        Assert.Equal(1, written);
        await using var command = Command($"select ID, N, TS from {table} where ID = ?", (DbType.String, "a"));
        await using var reader = await command.ExecuteReaderAsync(Token);
        Assert.True(await reader.ReadAsync(Token));
        Assert.Equal("a", reader.GetString(0));
        Assert.Equal(long.MaxValue, reader.GetInt64(1));
        Assert.Equal(Instant, await reader.GetFieldValueAsync<DateTimeOffset>(2, Token));
        Assert.False(await reader.ReadAsync(Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("O'Brien \"said\" \\n ?, :1 -- no comment /* neither */ ; $$")]
    [InlineData("line\r\nline\ttab \u0001\u001f\u007f")]
    [InlineData("äöü ß ж 漢字 🐙 \u202e\ufeff\u2028")]
    [InlineData("null")]
    public async Task A_text_comes_back_as_it_was(string text)
    {
        var table = await MakeTableAsync("V varchar");

        await RunAsync($"insert into {table} (V) values (?)", (DbType.String, text));

        Assert.Equal(text, await ReadAsync($"select V from {table}"));
    }

    [Fact]
    public async Task A_long_text_comes_back_as_it_was()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789äß🐙'\"\\", 70_000));
        var table = await MakeTableAsync("V varchar");

        await RunAsync($"insert into {table} (V) values (?)", (DbType.String, text));

        Assert.Equal(text, await ReadAsync($"select V from {table}"));
    }

    [Theory]
    [InlineData(DbType.String, "varchar")]
    [InlineData(DbType.Int64, "number(38,0)")]
    [InlineData(DbType.Decimal, "number(20,5)")]
    [InlineData(DbType.Double, "float")]
    [InlineData(DbType.Boolean, "boolean")]
    [InlineData(DbType.DateTime, "timestamp_ntz")]
    [InlineData(DbType.DateTimeOffset, "timestamp_ltz")]
    [InlineData(DbType.Binary, "binary")]
    public async Task A_null_stays_null(DbType type, string column)
    {
        var table = await MakeTableAsync($"V {column}");

        await RunAsync($"insert into {table} (V) values (?)", (type, null));

        Assert.Same(DBNull.Value, await ReadAsync($"select V from {table}"));
        Assert.Equal(1L, await ReadAsync($"select count(*) from {table}"));
    }

    public static TheoryData<DbType, string, object> Values { get; } = new()
    {
        { DbType.Int64, "number(38,0)", long.MinValue },
        { DbType.Decimal, "number(38,10)", -12345678901234.0123456789m },
        { DbType.Double, "float", 0.1 },
        { DbType.Boolean, "boolean", true },
        { DbType.Boolean, "boolean", false },
        { DbType.DateTime, "timestamp_ntz", new DateTime(1969, 12, 31, 23, 59, 59, 999, DateTimeKind.Unspecified) },
        { DbType.DateTimeOffset, "timestamp_ltz", Instant },
        { DbType.DateTimeOffset, "timestamp_tz", new DateTimeOffset(1901, 2, 3, 4, 5, 6, TimeSpan.FromMinutes(-150)) },
        { DbType.Binary, "binary", new byte[] { 0, 1, 254, 255 } },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_comes_back_in_its_type(DbType type, string column, object value)
    {
        var table = await MakeTableAsync($"V {column}");

        await RunAsync($"insert into {table} (V) values (?)", (type, value));

        Assert.Equal(value, await ReadAsync($"select V from {table}"));
    }

    [Fact]
    public async Task A_date_is_a_day_and_a_flag_as_text_is_a_digit()
    {
        await using var command = Command("select date '2026-03-04' as D, true as B, 1 as N");
        await using var reader = await command.ExecuteReaderAsync(Token);
        await reader.ReadAsync(Token);

        Assert.Equal(new DateTime(2026, 3, 4, 0, 0, 0, DateTimeKind.Unspecified), reader.GetDateTime(0));
        Assert.Equal("1", reader.GetString(1));
        Assert.Equal(1, reader.GetInt32(2));
        Assert.Equal(
            [typeof(DateTime), typeof(bool), typeof(long)], Enumerable.Range(0, 3).Select(reader.GetFieldType));
    }

    [Fact]
    public async Task Names_are_in_upper_case_and_looked_up_as_they_are()
    {
        await using var command = Command("select 1 as step_id, 2 as \"step_id\"");
        await using var reader = await command.ExecuteReaderAsync(Token);

        Assert.Equal(0, reader.GetOrdinal("STEP_ID"));
        Assert.Equal(1, reader.GetOrdinal("step_id"));
        Assert.Equal(-1, reader.GetOrdinal("Step_Id"));
    }

    [Fact]
    public async Task No_row_and_a_null_are_both_a_null_of_the_database()
    {
        Assert.Same(DBNull.Value, await ReadAsync("select 1 where 1 = 2"));
        Assert.Same(DBNull.Value, await ReadAsync("select null"));
    }

    [Fact]
    public async Task A_large_result_is_read_to_its_end()
    {
        const int Rows = 3_000;
        var table = await MakeTableAsync();
        var json = string.Join(
            ',', Enumerable.Range(0, Rows).Select(static n => n.ToString(CultureInfo.InvariantCulture)));
        await RunAsync(
            $"insert into {table} (ID, NAME) select value, repeat('x', 1000) from table(flatten(parse_json(?)))",
            (DbType.String, $"[{json}]"));

        await using var command = Command($"select ID, NAME from {table}");
        await using var reader = await command.ExecuteReaderAsync(Token);
        var seen = new HashSet<long>();
        while (await reader.ReadAsync(Token))
        {
            Assert.Equal(1000, reader.GetString(1).Length);
            seen.Add(reader.GetInt64(0));
        }

        Assert.Equal(Rows, seen.Count);
    }

    [Fact]
    public void Calls_that_block_give_the_same()
    {
        using var select = Command("select ? as V", (DbType.String, "x"));

        Assert.Equal("x", select.ExecuteScalar());
        using var reader = select.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal("x", reader["V"]);
        Assert.False(reader.Read());
        Assert.Equal(0, select.ExecuteNonQuery());
    }
}
