using System.Data;

using FleetQ.Storage.Snowflake.Rest;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>What a command takes and counts, with the official driver's habits.</summary>
public sealed class RestWritingTests(EmulatorFixture fixture) : RestTesting(fixture), IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task Changed_rows_are_counted_and_all_counts_are_added_up()
    {
        var table = await MakeTableAsync();

        Assert.Equal(3, await RunAsync($"insert into {table} (ID, NAME) values (1, 'a'), (2, 'b'), (3, 'c')"));
        Assert.Equal(2, await RunAsync($"update {table} set NAME = 'x' where ID > 1"));
        Assert.Equal(0, await RunAsync($"update {table} set NAME = 'x' where ID > 9"));
        Assert.Equal(2, await RunAsync(
            $"""
            merge into {table} t using (select 3 as ID union all select 4) s on t.ID = s.ID
            when matched then update set NAME = 'y'
            when not matched then insert (ID, NAME) values (s.ID, 'new')
            """));
        Assert.Equal(1, await RunAsync($"delete from {table} where ID = 1"));
        Assert.Equal(0, await RunAsync($"select * from {table}"));
    }

    [Fact]
    public async Task A_reader_of_a_change_has_the_count()
    {
        var table = await MakeTableAsync();

        await using var command = Command($"insert into {table} (ID) values (1), (2)");
        await using var reader = await command.ExecuteReaderAsync(Token);

        Assert.Equal(2, reader.RecordsAffected);
        Assert.True(await reader.ReadAsync(Token));
        Assert.Equal(2L, reader.GetValue(0));
    }

    [Fact]
    public async Task A_parameter_needs_a_name_and_a_type()
    {
        await using var command = Command("select ?");
        var parameter = command.CreateParameter();
        parameter.Value = "x";
        command.Parameters.Add(parameter);

        await Assert.ThrowsAsync<ArgumentException>(() => command.ExecuteScalarAsync(Token));
        parameter.ParameterName = "1";
        await Assert.ThrowsAsync<InvalidOperationException>(() => command.ExecuteScalarAsync(Token));
        parameter.DbType = DbType.String;
        Assert.Equal("x", await command.ExecuteScalarAsync(Token));
    }

    [Theory]
    [InlineData(DbType.Object, 270053)]
    [InlineData(DbType.Time, 270053)]
    [InlineData(DbType.DateTime, 270003)]
    [InlineData(DbType.Int64, 270003)]
    public async Task A_value_of_another_type_is_refused_before_it_is_sent(DbType type, int number)
    {
        await using var command = Command("select ?", (type, DateTimeOffset.UnixEpoch));

        var exception = await Assert.ThrowsAsync<SqlApiException>(() => command.ExecuteScalarAsync(Token));

        Assert.Equal((number, SqlApiEffect.None), (exception.ErrorCode, exception.Effect));
    }

    [Fact]
    public async Task A_session_is_settled_once_and_goes_with_each_statement()
    {
        const string Offset = "select to_varchar(to_timestamp_ltz(0), 'YYYY-MM-DD HH24:MI')";
        var before = await ReadAsync(Offset);

        await RunAsync(
            """
            -- Settles the session.
            alter session set
              timezone = 'UTC',
              lock_timeout = 7,
              query_tag = 'it''s fleetq';
            """);

        Assert.Equal("1969-12-31 16:00", before);
        Assert.Equal("1970-01-01 00:00", await ReadAsync(Offset));
        await using var fresh = await OpenAsync(Emulator.Connection);
        await using var command = fresh.CreateCommand();
        command.CommandText = Offset;
        Assert.Equal(before, await command.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task A_script_runs_all_its_statements()
    {
        var table = await MakeTableAsync();
        await using var script = Command(
            $"insert into {table} (ID) values (1); insert into {table} (ID) values (2); select 7 as N;");
        var count = script.CreateParameter();
        (count.ParameterName, count.DbType, count.Value) = ("MULTI_STATEMENT_COUNT", DbType.Int16, 0);
        script.Parameters.Add(count);

        await using var reader = await script.ExecuteReaderAsync(Token);

        Assert.Equal(2L, await ReadAsync($"select count(*) from {table}"));
        Assert.True(await reader.NextResultAsync(Token));
        Assert.True(await reader.NextResultAsync(Token));
        Assert.True(await reader.NextResultAsync(Token));
        Assert.True(await reader.ReadAsync(Token));
        Assert.Equal(7L, reader.GetInt64(0));
        Assert.False(await reader.NextResultAsync(Token));
    }

    [Fact]
    public async Task There_is_no_transaction_and_no_other_database()
    {
        await Assert.ThrowsAsync<NotSupportedException>(
            async () => await Connection.BeginTransactionAsync(Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => Connection.ChangeDatabaseAsync("OTHER", Token));
    }

    [Fact]
    public async Task A_closed_connection_runs_nothing()
    {
        await using var command = Command("select 1");

        await Connection.CloseAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => command.ExecuteScalarAsync(Token));
    }
}
