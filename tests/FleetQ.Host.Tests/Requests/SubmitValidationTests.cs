using System.Text.Json;
using FleetQ.Host.Contracts;
using FleetQ.Host.Requests;
using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Requests;

public sealed class SubmitValidationTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Theory]
    [InlineData("""{"args":{}}""", "type")]
    [InlineData("""{"type":null}""", "type")]
    [InlineData("""{"type":""}""", "type")]
    [InlineData("""{"type":"..."}""", "type")]
    [InlineData("""{"type":"a b"}""", "type")]
    [InlineData("""{"type":"../x"}""", "type")]
    [InlineData("""{"type":"ech\u00f6"}""", "type")]
    [InlineData("""{"type":5}""", "type")]
    [InlineData("""{"type":"echo","args":[]}""", "args")]
    [InlineData("""{"type":"echo","args":null}""", "args")]
    [InlineData("""{"type":"echo","args":"{}"}""", "args")]
    [InlineData("""{"type":"echo","metadata":[1]}""", "metadata")]
    [InlineData("""{"type":"echo","priority":"5"}""", "priority")]
    [InlineData("""{"type":"echo","priority":2147483648}""", "priority")]
    [InlineData("""{"type":"echo","priority":1.5}""", "priority")]
    [InlineData("""{"type":"echo","priority":true}""", "priority")]
    [InlineData("""{"type":"echo","max_retries":-1}""", "max_retries")]
    [InlineData("""{"type":"echo","max_retries":101}""", "max_retries")]
    [InlineData("""{"type":"echo","max_retries":"3"}""", "max_retries")]
    [InlineData("""{"type":"echo","step_id":""}""", "step_id")]
    [InlineData("""{"type":"echo","step_id":"a/b"}""", "step_id")]
    [InlineData("""{"type":"echo","step_id":7}""", "step_id")]
    [InlineData("""{"type":"echo","idempotency_key":""}""", "idempotency_key")]
    [InlineData("""{"type":"echo","idempotency_key":"a\nb"}""", "idempotency_key")]
    [InlineData("""{"type":"echo","tenant":""}""", "tenant")]
    [InlineData("""{"type":"echo","delay_seconds":-1}""", "delay_seconds")]
    [InlineData("""{"type":"echo","delay_seconds":1e300}""", "delay_seconds")]
    [InlineData("""{"type":"echo","delay_seconds":1,"not_before":"2026-01-01T00:00:00Z"}""", "delay_seconds")]
    [InlineData("""{"type":"echo","not_before":"2026-01-01T00:00:00"}""", "not_before")]
    [InlineData("""{"type":"echo","not_before":"tomorrow"}""", "not_before")]
    [InlineData("""{"type":"echo","not_before":"9999-01-01T00:00:00Z"}""", "not_before")]
    [InlineData("""{"type":"echo","not_before":"0001-01-01T00:00:00Z"}""", "not_before")]
    [InlineData("""{"type":"echo","not_before":"2026-02-30T00:00:00Z"}""", "not_before")]
    [InlineData("""{"type":"echo","not_before":"2026-01-01T23:59:60Z"}""", "not_before")]
    [InlineData("""{"type":"echo","not_before":"2026-01-01T00:00:00Z\n"}""", "not_before")]
    [InlineData("""{"type":"echo","ttl_seconds":0}""", "ttl_seconds")]
    [InlineData("""{"type":"echo","ttl_seconds":5,"delay_seconds":5}""", "ttl_seconds")]
    [InlineData("""{"type":"echo","ttl_seconds":5,"expires_at":"2030-01-01T00:00:00Z"}""", "ttl_seconds")]
    [InlineData("""{"type":"echo","timeout_seconds":0}""", "timeout_seconds")]
    [InlineData("""{"type":"echo","timeout_seconds":"1"}""", "timeout_seconds")]
    [InlineData("""{"type":"echo","retry":"fast"}""", "retry")]
    [InlineData("""{"type":"echo","retry":{"strategy":"random"}}""", "retry.strategy")]
    [InlineData("""{"type":"echo","retry":{"base_ms":-1}}""", "retry.base_ms")]
    [InlineData("""{"type":"echo","retry":{"base_ms":10,"max_ms":5}}""", "retry.max_ms")]
    [InlineData("""{"type":"echo","retry":{"jitter":1}}""", "retry.jitter")]
    [InlineData("""{"type":"echo","retry":{"delay":1}}""", "retry.delay")]
    [InlineData("""{"type":"echo","depends_on":["x"]}""", "depends_on")]
    [InlineData("""{"type":"echo","ref":"x"}""", "ref")]
    [InlineData("""{"type":"echo","tags":"a"}""", "tags")]
    [InlineData("""{"type":"echo","tags":[1]}""", "tags")]
    [InlineData("""{"type":"echo","tags":[""]}""", "tags")]
    [InlineData(
        """{"type":"echo","tags":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17"]}""",
        "tags")]
    [InlineData("""{"type":"echo","Priority":5}""", "Priority")]
    [InlineData("""{"payload":{"x":1}}""", "payload.task_type")]
    [InlineData("""{"payload":{"task_type":"a b"}}""", "payload.task_type")]
    [InlineData("""{"payload":[]}""", "payload")]
    [InlineData("""{"payload":{"task_type":"echo"},"type":"echo"}""", "payload")]
    [InlineData("""{"payload":{"task_type":"echo"},"args":{}}""", "payload")]
    public async Task A_wrong_field_is_refused_by_its_name(string body, string field)
    {
        var answer = await shared.Host.PostAsync("/submit", body);

        answer.AssertProblem(400, "validation_error");
        Assert.Equal([field], answer.Fields);
        Assert.Equal(0, await shared.Host.CountStepsAsync());
    }

    [Fact]
    public async Task All_wrong_fields_are_told_at_once()
    {
        var answer = await shared.Host.PostAsync(
            "/submit", """{"type":"","args":1,"priority":"5","max_retries":500,"prority":1,"tags":{}}""");

        answer.AssertProblem(400, "validation_error");
        string[] fields = ["args", "max_retries", "priority", "prority", "tags", "type"];
        Assert.Equal(fields, answer.Fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_misspelt_field_is_asked_about()
    {
        var answer = await shared.Host.PostAsync("/submit", """{"type":"echo","prority":1}""");

        Assert.Contains("Did you mean 'priority'?", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_of_a_batch_name_the_index_and_nothing_of_it_is_stored()
    {
        var answer = await shared.Host.PostAsync(
            "/submit/batch",
            """{"steps":[{"type":"echo"},{"type":"echo","priority":"5"},7,{"payload":{"task_type":""}}]}""");

        answer.AssertProblem(400, "validation_error");
        Assert.Equal(["steps[1].priority", "steps[2]", "steps[3].payload.task_type"], answer.Fields);
        Assert.Equal(0, await shared.Host.CountStepsAsync());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"steps":[]}""")]
    [InlineData("""{"steps":{}}""")]
    [InlineData("""{"steps":null}""")]
    public async Task A_batch_without_steps_is_refused(string body)
    {
        var answer = await shared.Host.PostAsync("/submit/batch", body);

        answer.AssertProblem(400, "validation_error");
        Assert.Equal(["steps"], answer.Fields);
    }

    [Fact]
    public async Task A_batch_of_more_than_10_000_steps_is_refused()
    {
        var steps = string.Join(',', Enumerable.Repeat("""{"type":"echo"}""", 10_001));

        var answer = await shared.Host.PostAsync("/submit/batch", $$"""{"steps":[{{steps}}]}""");

        answer.AssertProblem(400, "validation_error");
        Assert.Equal(["steps"], answer.Fields);
    }

    [Fact]
    public async Task A_key_in_the_header_and_another_in_the_body_is_refused()
    {
        var answer = await shared.Host.SendAsync(
            HttpMethod.Post,
            "/submit",
            """{"type":"echo","idempotency_key":"a"}""",
            ("Idempotency-Key", "b"));

        answer.AssertProblem(400, "validation_error");
        Assert.Equal(["idempotency_key"], answer.Fields);
    }

    [Fact]
    public void The_reference_names_exactly_the_fields_that_are_read()
    {
        var described = typeof(SubmitRequest).GetProperties()
            .Select(static property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));

        Assert.Equal(StepFields.Known.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }
}
