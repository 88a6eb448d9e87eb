using System.Data.Common;
using System.Text.Json;

using FleetQ.Storage.Snowflake.Rest;
using FleetQ.TestKit;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>The SQL API as it is documented, where the emulator does less.</summary>
public sealed class RestProtocolTests : IDisposable
{
    private readonly SqlApiFactory factory = RestTesting.NewFactory();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => factory.Dispose();

    [Fact]
    public async Task A_request_says_all_that_the_service_must_know()
    {
        await using var service = new ScriptedService(static _ => new(200, ScriptedService.OneRow));
        await using var command = await CommandAsync(
            service, "db=D;schema=S;warehouse=W;role=R;authenticator=programmatic_access_token;token=t0ken");
        command.CommandTimeout = 7;

        Assert.Equal(1L, await command.ExecuteScalarAsync(Token));

        var request = Assert.Single(service.Requests);
        Assert.Matches("^/api/v2/statements\\?requestId=[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-", request.Path);
        Assert.Equal(
            ("POST", "Bearer t0ken", "PROGRAMMATIC_ACCESS_TOKEN"),
            (request.Method, request.Authorization, request.TokenType));
        Assert.StartsWith("FleetQ/", request.UserAgent, StringComparison.Ordinal);
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal(
            ["D", "S", "W", "R"],
            new[] { "database", "schema", "warehouse", "role" }.Select(name => body.GetProperty(name).GetString()));
        Assert.Equal(7, body.GetProperty("timeout").GetInt32());
    }

    [Fact]
    public async Task A_repeat_has_the_same_id_and_says_that_it_is_one()
    {
        var answers = new Queue<int>([503, 429, 200]);
        await using var service = new ScriptedService(_ => new(answers.Dequeue(), ScriptedService.OneRow));
        await using var command = await CommandAsync(service);

        await command.ExecuteNonQueryAsync(Token);

        var paths = service.Requests.Select(static request => request.Path).ToList();
        Assert.Equal([paths[0], paths[0] + "&retry=true", paths[0] + "&retry=true"], paths);
    }

    [Fact]
    public async Task All_partitions_are_read_also_zipped_ones()
    {
        await using var service = new ScriptedService(static request => request.Path.Split("partition=") switch
        {
            [_, "1"] => new(200, """{"data": [["3"], [null]]}""", IsZipped: true),
            [_, "2"] => new(200, """{"data": []}""", IsZipped: true),
            [_, "3"] => new(200, """{"data": [["4"]]}"""),
            _ => new(200, ScriptedService.OneRow.Replace(
                """[{"rowCount": 1}]""", "[{}, {}, {}, {}]", StringComparison.Ordinal), IsZipped: true),
        });
        await using var command = await CommandAsync(service);
        await using var reader = await command.ExecuteReaderAsync(Token);

        var values = new List<object>();
        while (await reader.ReadAsync(Token))
        {
            values.Add(reader.GetValue(0));
        }

        Assert.Equal([1L, 3L, DBNull.Value, 4L], values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_long_statement_is_cancelled_at_the_service_when_its_caller_gives_up(bool byCommand)
    {
        var asked = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var service = new ScriptedService(request =>
        {
            _ = request.Method is "GET" && asked.TrySetResult();
            _ = request.Path.Contains("/h/cancel", StringComparison.Ordinal) && ended.TrySetResult();
            return new(202, ScriptedService.Promise);
        });
        await using var command = await CommandAsync(service);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var reading = command.ExecuteScalarAsync(giveUp.Token);
        await asked.Task.WaitAsync(Token);

        if (byCommand)
        {
            command.Cancel();
        }
        else
        {
            await giveUp.CancelAsync();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await ended.Task.WaitAsync(Eventually.Patience, Token);
    }

    [Fact]
    public async Task A_long_statement_whose_end_is_not_told_leaves_a_doubt()
    {
        await using var service = new ScriptedService(static request => request.Method is "POST"
            ? new(202, ScriptedService.Promise)
            : new(404, """{"code": "391902", "message": "Statement not found."}"""));
        await using var command = await CommandAsync(service);

        var exception = await Assert.ThrowsAsync<SqlApiException>(() => command.ExecuteNonQueryAsync(Token));

        Assert.Equal((391902, SqlApiEffect.Unknown), (exception.ErrorCode, exception.Effect));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"resultSetMetaData": {"rowType": 1}, "statementHandle": "h"}""")]
    public async Task A_success_that_cannot_be_read_is_a_success(string body)
    {
        await using var service = new ScriptedService(_ => new(200, body));
        await using var command = await CommandAsync(service);

        var exception = await Assert.ThrowsAsync<SqlApiException>(() => command.ExecuteNonQueryAsync(Token));

        Assert.Equal(SqlApiEffect.Done, exception.Effect);
    }

    [Fact]
    public async Task An_answer_beyond_the_limit_is_not_read()
    {
        using var small = new SqlApiFactory(
            TimeProvider.System, new Random(1), NullLogger<SqlApiFactory>.Instance, answerBytesMax: 1000);
        await using var service = new ScriptedService(static _ => new(200, new string(' ', 100_000), IsZipped: true));
        await using var command = await CommandAsync(service, from: small);

        var exception = await Assert.ThrowsAsync<SqlApiException>(() => command.ExecuteNonQueryAsync(Token));

        Assert.Equal(SqlApiEffect.Done, exception.Effect);
        Assert.Contains("longer than the limit", exception.Message, StringComparison.Ordinal);
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData(404, "<html>Not here</html>", 270008)]
    [InlineData(302, "", 270008)]
    [InlineData(403, "", 390100)]
    [InlineData(413, "", 270001)]
    [InlineData(422, """{"code": "000904", "message": "invalid identifier", "sqlState": "42000"}""", 904)]
    [InlineData(400, """{"code": "391903", "message": "no agent"}""", 391903)]
    public async Task A_refusal_did_nothing_and_is_not_repeated(int status, string body, int number)
    {
        await using var service = new ScriptedService(_ => new(status, body));
        await using var command = await CommandAsync(service);

        var exception = await Assert.ThrowsAsync<SqlApiException>(() => command.ExecuteNonQueryAsync(Token));

        Assert.Equal((number, SqlApiEffect.None), (exception.ErrorCode, exception.Effect));
        Assert.Single(service.Requests);
    }

    private async Task<DbCommand> CommandAsync(
        ScriptedService service, string signIn = "authenticator=oauth;token=t", SqlApiFactory? from = null)
    {
        var connection = (from ?? factory).CreateConnection();
        connection.ConnectionString = service.Place + signIn;
        await connection.OpenAsync(Token);
        var command = connection.CreateCommand();
        command.CommandText = "select 1";
        return command;
    }
}
