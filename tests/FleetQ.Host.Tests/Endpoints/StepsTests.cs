using FleetQ.Host.Tests.Support;
using FleetQ.TestKit;

namespace FleetQ.Host.Tests.Endpoints;

public sealed class StepsTests : IAsyncLifetime
{
    private HostUnderTest host = new();

    public async ValueTask InitializeAsync() => host = await HostUnderTest.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_search_goes_back_page_by_page_to_the_first_step()
    {
        for (var number = 1; number <= 5; number++)
        {
            await host.SubmitAsync($$"""{"type":"nobody.has.this","step_id":"s-{{number}}"}""");
        }

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await host.GetAsync("/steps?limit=2" + (cursor is null ? "" : $"&cursor={cursor}"));
            found.AddRange(IdsOf(page));
            cursor = page.Json.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(["s-5", "s-4", "s-3", "s-2", "s-1"], found);
    }

    [Theory]
    [InlineData("status=scheduled", "b")]
    [InlineData("type=type-c", "c")]
    [InlineData("tenant=acme", "a")]
    [InlineData("tag=%C3%A9%F0%9F%98%80", "b")]
    [InlineData("q=needle", "c")]
    [InlineData("created_after=2020-01-01T00:00:00Z", "c,b,a")]
    [InlineData("created_before=2020-01-01T00:00:00Z", "")]
    [InlineData("q=%25", "")]
    public async Task A_filter_finds_what_it_names(string query, string expected)
    {
        await host.SubmitAsync("""{"type":"type-a","step_id":"a","tenant":"acme"}""");
        await host.SubmitAsync("""{"type":"type-b","step_id":"b","tags":["é😀"],"delay_seconds":1000}""");
        await host.SubmitAsync("""{"type":"type-c","step_id":"c","metadata":{"note":"a needle"}}""");

        var answer = await host.GetAsync("/steps?" + query);

        Assert.Equal(expected, string.Join(',', IdsOf(answer)));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=abc", "limit")]
    [InlineData("status=done", "status")]
    [InlineData("type=a%20b", "type")]
    [InlineData("cursor=!!", "cursor")]
    [InlineData("cursor=YWJj", "cursor")]
    [InlineData("created_after=yesterday", "created_after")]
    [InlineData("stauts=failed", "stauts")]
    public async Task A_filter_that_is_not_right_is_refused(string query, string field)
    {
        var answer = await host.GetAsync("/steps?" + query);

        answer.AssertProblem(400, "validation_error");
        Assert.Equal([field], answer.Fields);
    }

    [Fact]
    public async Task A_failed_step_is_a_dead_letter_and_runs_again_when_asked()
    {
        var stepId = await host.SubmitAsync("""{"type":"fail","args":{"times":1},"max_retries":0}""");
        await host.ReadEndAsync(stepId);

        var letters = await host.GetAsync("/dead-letters?type=fail");
        var retried = await host.PostAsync($"/steps/{stepId}/retry", "");

        var letter = Assert.Single(letters.Json.GetProperty("dead_letters").EnumerateArray());
        Assert.Equal(stepId, letter.GetProperty("step_id").GetString());
        Assert.Equal((200, "pending"), (retried.Status, retried.Json.GetProperty("status").GetString()));
        var step = await host.ReadEndAsync(stepId);
        Assert.Equal(2, step.GetProperty("attempts").GetArrayLength());
    }

    [Fact]
    public async Task Dead_letters_are_discarded_by_id_or_by_type()
    {
        var first = await host.SubmitAsync("""{"type":"fail","args":{"times":1},"max_retries":0}""");
        var second = await host.SubmitAsync("""{"type":"fail","args":{"times":1},"max_retries":0}""");
        var done = await host.SubmitAsync("""{"type":"echo"}""");
        await host.ReadEndAsync(first);
        await host.ReadEndAsync(second);
        await host.ReadEndAsync(done);

        var byId = await host.PostAsync("/dead-letters/discard", $$"""{"step_ids":["{{first}}","{{done}}"]}""");
        var byType = await host.PostAsync("/dead-letters/discard", """{"type":"fail","limit":5}""");
        var all = await host.PostAsync("/dead-letters/discard", """{"all":true}""");

        Assert.Equal(
            [1, 1, 0],
            new[] { byId, byType, all }.Select(static answer => answer.Json.GetProperty("discarded").GetInt32()));
        Assert.Equal(404, (await host.GetAsync($"/status/{first}")).Status);
        Assert.Equal(200, (await host.GetAsync($"/status/{done}")).Status);
    }

    [Theory]
    [InlineData("{}", "step_ids")]
    [InlineData("""{"all":false}""", "step_ids")]
    [InlineData("""{"step_ids":[]}""", "step_ids")]
    [InlineData("""{"step_ids":[7]}""", "step_ids")]
    [InlineData("""{"step_ids":["a"],"all":true}""", "all")]
    [InlineData("""{"type":"fail","all":true}""", "all")]
    [InlineData("""{"type":"fail","limit":0}""", "limit")]
    public async Task A_discard_that_does_not_say_which_is_refused(string body, string field)
    {
        var answer = await host.PostAsync("/dead-letters/discard", body);

        answer.AssertProblem(400, "validation_error");
        Assert.Equal([field], answer.Fields);
    }

    [Fact]
    public async Task A_waiting_step_is_cancelled_with_a_reason_and_only_once()
    {
        await host.SubmitAsync("""{"type":"nobody.has.this","step_id":"w"}""");

        var cancelled = await host.PostAsync("/steps/w/cancel", """{"reason":"no longer needed"}""");
        var again = await host.PostAsync("/steps/w/cancel", "{}");

        Assert.Equal((200, "cancelled"), (cancelled.Status, cancelled.Json.GetProperty("status").GetString()));
        again.AssertProblem(409, "conflict");
        Assert.Equal("no longer needed", (await host.GetAsync("/status/w")).Json.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_running_handler_sees_its_cancel()
    {
        var stepId = await host.SubmitAsync("""{"type":"sleep","args":{"ms":60000}}""");
        await Eventually.HoldsAsync(
            "the step runs",
            Eventually.Patience,
            async () => (await host.GetAsync($"/status/{stepId}")).Json.GetProperty("status").GetString() == "claimed",
            TestContext.Current.CancellationToken);

        var cancelled = await host.SendAsync(HttpMethod.Post, $"/steps/{stepId}/cancel", body: null);

        Assert.Equal(200, cancelled.Status);
        Assert.Equal("cancelled", (await host.ReadEndAsync(stepId)).GetProperty("status").GetString());
        await Eventually.HoldsAsync(
            "the place is free",
            Eventually.Patience,
            async () => (await host.GetAsync("/health")).Json.GetProperty("current_capacity").GetInt32() == 0,
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_waiting_step_is_amended_and_an_ended_one_is_not()
    {
        await host.SubmitAsync("""{"type":"nobody.has.this","step_id":"w"}""");

        var amended = await host.SendAsync(
            HttpMethod.Patch, "/steps/w", """{"priority":9,"not_before":"2030-01-02T03:04:05.678Z"}""");
        var shown = await host.GetAsync("/status/w");
        await host.PostAsync("/steps/w/cancel", "{}");
        var tooLate = await host.SendAsync(HttpMethod.Patch, "/steps/w", """{"priority":1}""");

        Assert.Equal(200, amended.Status);
        Assert.Equal(9, shown.Json.GetProperty("priority").GetInt32());
        Assert.Equal("2030-01-02T03:04:05.678Z", shown.Json.GetProperty("not_before_ts").GetString());
        tooLate.AssertProblem(409, "conflict");
    }

    [Theory]
    [InlineData("{}", "priority")]
    [InlineData("""{"priority":"1"}""", "priority")]
    [InlineData("""{"task_type":"echo"}""", "task_type")]
    public async Task An_amend_that_is_not_right_is_refused(string body, string field)
    {
        var answer = await host.SendAsync(HttpMethod.Patch, "/steps/any", body);

        answer.AssertProblem(400, "validation_error");
        Assert.Contains(field, answer.Fields);
    }

    [Theory]
    [InlineData("POST", "/steps/none/cancel")]
    [InlineData("POST", "/steps/none/retry")]
    [InlineData("POST", "/steps/a%20b/retry")]
    [InlineData("PATCH", "/steps/none")]
    public async Task What_is_done_to_no_step_is_not_found(string method, string path)
    {
        var answer = await host.SendAsync(
            new HttpMethod(method), path, method == "PATCH" ? """{"priority":1}""" : "{}");

        answer.AssertProblem(404, "not_found");
    }

    private static IEnumerable<string> IdsOf(Answer page) => page.Json.GetProperty("steps").EnumerateArray()
        .Select(static step => step.GetProperty("step_id").GetString()!);
}
