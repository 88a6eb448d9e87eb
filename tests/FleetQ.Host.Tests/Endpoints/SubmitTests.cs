using FleetQ.Host.Requests;
using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Endpoints;

public sealed class SubmitTests : IAsyncLifetime
{
    private HostUnderTest host = new();

    public async ValueTask InitializeAsync() => host = await HostUnderTest.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_submit_answers_with_the_step_and_where_to_look()
    {
        var answer = await host.PostAsync(
            "/submit",
            """{"type":"echo","args":{"a":1},"metadata":{"user":"alice"},"priority":5,"max_retries":3}""");

        var stepId = answer.Json.GetProperty("step_id").GetString()!;
        Assert.Equal(201, answer.Status);
        Assert.Equal("application/json", answer.MediaType);
        Assert.Matches("^step_[0-9a-f]{32}$", stepId);
        Assert.Equal($"/status/{stepId}", answer.Headers["Location"]);
        Assert.Equal("submitted", answer.Json.GetProperty("status").GetString());
        Assert.Equal($"Step {stepId} submitted successfully", answer.Json.GetProperty("message").GetString());
        Assert.False(answer.Json.TryGetProperty("deduplicated", out _));
        Assert.False(answer.Json.TryGetProperty("warnings", out _));
    }

    [Fact]
    public async Task A_type_that_no_live_pod_handles_is_taken_with_a_warning()
    {
        var answer = await host.PostAsync("/submit", """{"type":"nobody.has.this"}""");

        Assert.Equal(201, answer.Status);
        var warning = Assert.Single(answer.Json.GetProperty("warnings").EnumerateArray()).GetString();
        Assert.Equal("No live pod handles 'nobody.has.this'; the step waits until one does.", warning);
    }

    [Fact]
    public async Task A_second_submit_of_an_id_is_the_first_step()
    {
        var first = await host.PostAsync("/submit", """{"type":"echo","step_id":"my-1"}""");
        var second = await host.PostAsync("/submit", """{"type":"echo","step_id":"my-1"}""");

        Assert.Equal((201, 200), (first.Status, second.Status));
        Assert.Equal("my-1", second.Json.GetProperty("step_id").GetString());
        Assert.True(second.Json.GetProperty("deduplicated").GetBoolean());
        Assert.Equal(1, await host.CountStepsAsync());
    }

    [Fact]
    public async Task A_second_submit_with_a_key_is_the_first_step_and_another_body_is_a_conflict()
    {
        var first = await SubmitWithKeyAsync("""{"type":"echo","args":{"a":1}}""");
        var second = await SubmitWithKeyAsync("""{"args":{ "a":1 }, "type":"echo"}""");
        var other = await SubmitWithKeyAsync("""{"type":"echo","args":{"a":2}}""");

        Assert.Equal((201, 200), (first.Status, second.Status));
        Assert.Equal(
            first.Json.GetProperty("step_id").GetString(), second.Json.GetProperty("step_id").GetString());
        other.AssertProblem(409, "conflict");
        Assert.Contains(first.Json.GetProperty("step_id").GetString()!, other.Detail, StringComparison.Ordinal);
        Assert.Equal(1, await host.CountStepsAsync());

        Task<Answer> SubmitWithKeyAsync(string body) =>
            host.SendAsync(HttpMethod.Post, "/submit", body, ("Idempotency-Key", "order-7"));
    }

    [Fact]
    public async Task Many_submits_of_one_id_at_once_make_one_step()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => host.PostAsync("/submit", """{"type":"echo","step_id":"race"}""")));

        Assert.Single(answers, static answer => answer.Status == 201);
        Assert.Equal(19, answers.Count(static answer => answer.Status == 200));
        Assert.Equal(1, await host.CountStepsAsync());
    }

    [Fact]
    public async Task A_batch_answers_in_the_order_given()
    {
        var answer = await host.PostAsync(
            "/submit/batch",
            """{"steps":[{"type":"echo","step_id":"c"},{"type":"echo","step_id":"a"},{"type":"nobody.has.this"}]}""");

        var steps = answer.Json.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal(201, answer.Status);
        Assert.Equal("c", steps[0].GetProperty("step_id").GetString());
        Assert.Equal("a", steps[1].GetProperty("step_id").GetString());
        Assert.All(steps, static step => Assert.Equal("submitted", step.GetProperty("status").GetString()));
        Assert.Single(answer.Json.GetProperty("warnings").EnumerateArray());
        Assert.Equal(3, await host.CountStepsAsync());
    }

    [Fact]
    public async Task A_batch_with_one_key_that_conflicts_stores_nothing()
    {
        await host.SubmitAsync("""{"type":"echo","args":{"a":1},"idempotency_key":"k"}""");

        var answer = await host.PostAsync(
            "/submit/batch",
            """{"steps":[{"type":"echo","step_id":"new"},{"type":"echo","idempotency_key":"k"}]}""");

        answer.AssertProblem(409, "conflict");
        Assert.Equal(["steps[1].idempotency_key"], answer.Fields);
        Assert.Equal(404, (await host.GetAsync("/status/new")).Status);
    }

    [Fact]
    public async Task A_batch_of_10_000_steps_is_taken()
    {
        var steps = string.Join(',', Enumerable.Repeat("""{"type":"nobody.has.this"}""", 10_000));

        var answer = await host.PostAsync("/submit/batch", $$"""{"steps":[{{steps}}]}""");

        Assert.Equal(201, answer.Status);
        Assert.Equal(10_000, answer.Json.GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public async Task A_step_of_1_MiB_is_taken_and_one_byte_more_is_not()
    {
        var frame = """{"type":"nobody.has.this","args":{"a":""},"metadata":{}}""".Length;
        var letters = new string('x', StepFields.StepBytesMax - frame);

        var fits = await host.PostAsync(
            "/submit", $$$"""{"type":"nobody.has.this","args":{"a":"{{{letters}}}"}}""");
        var tooLarge = await host.PostAsync(
            "/submit", $$$"""{"type":"nobody.has.this","args":{"a":"{{{letters}}}y"}}""");

        Assert.Equal(201, fits.Status);
        tooLarge.AssertProblem(413, "validation_error");
        Assert.Equal("Step payload too large: 1048577 bytes (max: 1048576)", tooLarge.Detail);
        Assert.Equal(1, await host.CountStepsAsync());
    }

    [Fact]
    public async Task A_full_queue_answers_503_and_says_when_to_come_back()
    {
        await using var small = await HostUnderTest.StartAsync(("MAX_QUEUE_SIZE", "1"));
        await small.SubmitAsync("""{"type":"nobody.has.this"}""");

        var answer = await small.PostAsync("/submit", """{"type":"nobody.has.this"}""");

        answer.AssertProblem(503, "queue_full");
        Assert.True(int.Parse(answer.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Equal(1, await small.CountStepsAsync());
    }

    [Fact]
    public async Task A_body_with_a_byte_order_mark_is_taken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/submit"));
        request.Content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. """{"type":"echo"}"""u8]);
        request.Content.Headers.Add("Content-Type", "application/json; charset=UTF-8");

        var answer = await host.SendAsync(request);

        Assert.Equal(201, answer.Status);
    }
}
