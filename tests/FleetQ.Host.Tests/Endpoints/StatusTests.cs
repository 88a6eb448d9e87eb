using System.Diagnostics;
using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Endpoints;

public sealed class StatusTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static readonly string[] Fields =
    [
        "step_id", "status", "task_type", "payload", "metadata", "tags", "tenant", "priority", "retry_count",
        "max_retries", "claimed_by", "progress", "result", "error", "created_ts", "not_before_ts", "claimed_ts",
        "completed_ts", "last_update_ts", "attempts",
    ];

    private readonly HostUnderTest host = shared.Host;

    [Fact]
    public async Task A_completed_step_shows_all_that_the_contract_names()
    {
        var stepId = await host.SubmitAsync(
            """{"type":"echo","args":{"a":1},"metadata":{"user":"alice"},"priority":5,"tenant":"t","tags":["x"]}""");

        var step = await host.ReadEndAsync(stepId);

        Assert.All(Fields, field => Assert.True(step.TryGetProperty(field, out _), field));
        Assert.Equal("completed", step.GetProperty("status").GetString());
        Assert.Equal("echo", step.GetProperty("task_type").GetString());
        Assert.Equal(
            """{"type":"echo","args":{"a":1},"metadata":{"user":"alice"}}""", step.GetProperty("payload").GetRawText());
        Assert.Equal("""{"a":1}""", step.GetProperty("result").GetRawText());
        Assert.Equal("""["x"]""", step.GetProperty("tags").GetRawText());
        Assert.Equal("t", step.GetProperty("tenant").GetString());
        Assert.Equal(5, step.GetProperty("priority").GetInt32());
        Assert.Equal(0, step.GetProperty("retry_count").GetInt32());
        Assert.Equal(3, step.GetProperty("max_retries").GetInt32());
        Assert.Equal("pod-1", step.GetProperty("claimed_by").GetString());
        string[] times = ["created_ts", "claimed_ts", "completed_ts", "last_update_ts"];
        Assert.All(times, name => Assert.Matches(
            @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", step.GetProperty(name).GetString()));
    }

    [Fact]
    public async Task A_failed_step_shows_each_of_its_attempts()
    {
        var stepId = await host.SubmitAsync(
            """{"type":"fail","args":{"times":9},"max_retries":2,"retry":{"base_ms":1,"max_ms":2}}""");

        var step = await host.ReadEndAsync(stepId);

        var attempts = step.GetProperty("attempts").EnumerateArray().ToList();
        Assert.Equal("failed", step.GetProperty("status").GetString());
        Assert.Equal(2, step.GetProperty("retry_count").GetInt32());
        Assert.Equal([1, 2, 3], attempts.Select(static attempt => attempt.GetProperty("number").GetInt32()));
        Assert.Equal(
            ["retry", "retry", "failed"], attempts.Select(
                static attempt => attempt.GetProperty("outcome").GetString()));
        Assert.All(attempts, static attempt =>
        {
            Assert.Equal("pod-1", attempt.GetProperty("pod").GetString());
            Assert.Equal("FleetQ.Plugins.Echo", attempt.GetProperty("plugin").GetString());
            Assert.EndsWith("Z", attempt.GetProperty("started").GetString(), StringComparison.Ordinal);
            Assert.EndsWith("Z", attempt.GetProperty("ended").GetString(), StringComparison.Ordinal);
            Assert.NotEmpty(attempt.GetProperty("error").GetString()!);
        });
    }

    [Fact]
    public async Task What_was_sent_comes_back_byte_for_byte()
    {
        const string Payload =
            """{"task_type":"nobody.has.this", "n":1.0e2, "big":1e999,"s":"\u00e9\/😀<b>" ,"o":{"b":1,"a":[ ]}}""";
        var stepId = await host.SubmitAsync(
            $$"""{"payload":{{Payload}},"metadata":{"k" : "\u0041"},"delay_seconds":1000}""");

        var answer = await host.GetAsync($"/status/{stepId}");

        Assert.Equal(Payload, answer.Json.GetProperty("payload").GetRawText());
        Assert.Equal("""{"k" : "\u0041"}""", answer.Json.GetProperty("metadata").GetRawText());
        Assert.Equal("scheduled", answer.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_second_form_runs_with_the_rest_of_the_payload_as_arguments()
    {
        var stepId = await host.SubmitAsync("""{"payload":{"task_type":"echo","file":"data.csv"}}""");

        var step = await host.ReadEndAsync(stepId);

        Assert.Equal("""{"task_type":"echo","file":"data.csv"}""", step.GetProperty("payload").GetRawText());
        Assert.Equal("""{"file":"data.csv"}""", step.GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task A_wait_ends_when_the_step_does()
    {
        var stepId = await host.SubmitAsync("""{"type":"sleep","args":{"ms":300}}""");
        var asked = Stopwatch.StartNew();

        var answer = await host.GetAsync($"/status/{stepId}?wait=60");

        Assert.Equal("completed", answer.Json.GetProperty("status").GetString());
        Assert.InRange(asked.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_wait_that_is_over_shows_the_step_as_it_is()
    {
        var stepId = await host.SubmitAsync("""{"type":"echo","delay_seconds":1000}""");

        var answer = await host.GetAsync($"/status/{stepId}?wait=0.2");

        Assert.Equal(200, answer.Status);
        Assert.Equal("scheduled", answer.Json.GetProperty("status").GetString());
        Assert.Empty(answer.Json.GetProperty("attempts").EnumerateArray());
    }

    [Theory]
    [InlineData("?wait=61")]
    [InlineData("?wait=-1")]
    [InlineData("?wait=soon")]
    [InlineData("?wait=1&wait=2")]
    [InlineData("?wiat=1")]
    public async Task A_wait_that_is_not_right_is_refused(string query)
    {
        var answer = await host.GetAsync($"/status/some-step{query}");

        answer.AssertProblem(400, "validation_error");
    }

    [Theory]
    [InlineData("nobody-submitted-this")]
    [InlineData("' or 1=1--")]
    [InlineData("%25")]
    [InlineData("a b")]
    public async Task A_step_that_is_not_there_is_not_found(string stepId)
    {
        var answer = await host.GetAsync($"/status/{Uri.EscapeDataString(stepId)}");

        answer.AssertProblem(404, "not_found");
        Assert.Equal($"Step {stepId} not found", answer.Detail);
    }

    [Fact]
    public async Task A_step_has_one_key_for_other_systems()
    {
        var answer = await host.GetAsync("/idempotency/my-1");

        Assert.Equal("""{"step_id":"my-1","idempotency_key":"idempotent_my-1"}""", answer.Text);
    }
}
