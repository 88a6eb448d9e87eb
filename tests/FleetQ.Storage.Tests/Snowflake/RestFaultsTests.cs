using FleetQ.Storage.Snowflake.Rest;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>Lost requests, lost answers, refusals: what is repeated, and what a failure says.</summary>
public sealed class RestFaultsTests(EmulatorFixture fixture) : RestTesting(fixture), IClassFixture<EmulatorFixture>
{
    [Theory]
    [InlineData("drop-before", 1)]
    [InlineData("drop-after", 1)]
    [InlineData("drop-after", 3)]
    [InlineData("http-503", 3)]
    [InlineData("http-429", 3)]
    public async Task A_statement_without_an_answer_is_sent_again_and_runs_once(string fault, int times)
    {
        var table = await MakeTableAsync();
        await Emulator.SetFaultsAsync($$"""{"{{fault}}": {"next": {{times}}, "match": "insert"} }""");

        var changed = await RunAsync($"insert into {table} (ID) values (1)");

        Assert.Equal(1, changed);
        Assert.Equal(1L, await ReadAsync($"select count(*) from {table}"));
    }

    [Theory]
    [InlineData("drop-before", SqlApiEffect.Unknown)]
    [InlineData("drop-after", SqlApiEffect.Unknown)]
    [InlineData("http-503", SqlApiEffect.Unknown)]
    [InlineData("http-429", SqlApiEffect.None)]
    public async Task A_service_that_never_answers_leaves_a_doubt_unless_it_says_later(
        string fault, SqlApiEffect effect)
    {
        await Emulator.SetFaultsAsync($$"""{"{{fault}}": {"p": 1, "match": "select"} }""");

        var exception = await FailAsync("select 1");

        Assert.Equal((270001, effect, true), (exception.ErrorCode, exception.Effect, exception.IsTransient));
    }

    [Fact]
    public async Task A_refusal_after_a_lost_answer_leaves_a_doubt()
    {
        var table = await MakeTableAsync();
        await Emulator.SetFaultsAsync(
            """{"drop-before": {"next": 1, "match": "update"}, "lock-timeout": {"next": 1, "match": "update"}}""");

        var exception = await FailAsync($"update {table} set ID = 1");

        Assert.Equal((625, SqlApiEffect.Unknown), (exception.ErrorCode, exception.Effect));
    }

    [Fact]
    public async Task A_service_that_is_not_there_did_nothing()
    {
        await using var connection = await OpenAsync(
            "account=a;host=127.0.0.1;port=9;scheme=http;authenticator=oauth;token=t");
        await using var command = connection.CreateCommand();
        command.CommandText = "select 1";

        var exception = await Assert.ThrowsAsync<SqlApiException>(() => command.ExecuteScalarAsync(Token));

        Assert.Equal((270001, SqlApiEffect.None, true), (exception.ErrorCode, exception.Effect, exception.IsTransient));
    }

    [Fact]
    public async Task Too_many_waiters_for_a_lock_are_told_by_number_and_nothing_was_done()
    {
        var table = await MakeTableAsync();
        await Emulator.SetFaultsAsync("""{"lock-timeout": {"next": 1, "match": "update"}}""");

        var exception = await FailAsync($"update {table} set ID = 1");

        Assert.Equal((625, "57014", SqlApiEffect.None), (exception.ErrorCode, exception.SqlState, exception.Effect));
        Assert.NotNull(exception.QueryId);
    }

    [Theory]
    [InlineData("select * from NOT_THERE", 2003)]
    [InlineData("selct 1", 1003)]
    public async Task A_statement_that_is_wrong_is_told_by_number(string text, int number)
    {
        var exception = await FailAsync(text);

        Assert.Equal((number, SqlApiEffect.None), (exception.ErrorCode, exception.Effect));
    }

    [Fact]
    public async Task A_statement_that_outlives_its_time_is_ended_by_the_service()
    {
        // The first statement of a program that has just started takes its time, and that is not meant.
        await using var first = Command("select 1");
        await first.ExecuteScalarAsync(Token);
        await Emulator.ControlAsync("latency?min=20000&max=20000");
        try
        {
            await using var command = Command("select 1");
            command.CommandTimeout = 1;

            var exception = await Assert.ThrowsAsync<SqlApiException>(() => command.ExecuteScalarAsync(Token));

            Assert.Equal((604, SqlApiEffect.Unknown), (exception.ErrorCode, exception.Effect));
        }
        finally
        {
            await Emulator.ControlAsync("latency?min=0&max=0");
        }
    }

    [Fact]
    public async Task A_service_that_is_silent_beyond_the_time_leaves_a_doubt()
    {
        await Emulator.SetFaultsAsync("""{"slow": {"next": 1, "ms": 60000, "match": "select"}}""");
        await using var command = Command("select 1");
        command.CommandTimeout = 1;

        var exception = await Assert.ThrowsAsync<SqlApiException>(() => command.ExecuteScalarAsync(Token));

        Assert.Equal((270007, SqlApiEffect.Unknown), (exception.ErrorCode, exception.Effect));
    }

    [Fact]
    public async Task A_service_that_only_says_later_until_the_time_is_over_did_nothing()
    {
        await using var service = new ScriptedService(static _ => new(429, "", RetryAfter: "4"));
        var time = new FakeTimeProvider();
        var logger = new RepeatSignal();
        using var factory = new SqlApiFactory(time, new Random(1), logger);
        await using var connection = factory.CreateConnection();
        connection.ConnectionString = service.Place + "authenticator=oauth;token=t";
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "select 1";
        command.CommandTimeout = 1;

        var reading = command.ExecuteScalarAsync(Token);
        await logger.Repeating.Task.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(3));

        var exception = await Assert.ThrowsAsync<SqlApiException>(() => reading);
        Assert.Equal((270001, SqlApiEffect.None), (exception.ErrorCode, exception.Effect));
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_let_go_at_once()
    {
        await Emulator.SetFaultsAsync("""{"slow": {"next": 1, "ms": 60000, "match": "select"}}""");
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var command = Command("select 1");

        var reading = command.ExecuteScalarAsync(giveUp.Token);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    /// <summary>Tells when a request is about to be sent again: the provider logs nothing else.</summary>
    private sealed class RepeatSignal : ILogger<SqlApiFactory>
    {
        public TaskCompletionSource Repeating { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => Repeating.TrySetResult();
    }
}
