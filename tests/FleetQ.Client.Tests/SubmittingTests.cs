using System.Text.Json;
using System.Text.Json.Serialization;
using FleetQ.Client.Tests.Support;

namespace FleetQ.Client.Tests;

/// <summary>Steps are submitted to a real host, and waited for.</summary>
public sealed partial class SubmittingTests(OneHost host)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Typed_arguments_come_back_as_the_typed_result_of_the_step()
    {
        using var client = host.NewClient();
        var submission = StepSubmission.Of("echo", new Greeting("Zoë", 3), GreetingJson.Default.Greeting);

        var answer = await client.SubmitAsync(submission, Ct);
        var step = await client.WaitForEndAsync(answer.StepId, TimeSpan.FromSeconds(30), Ct);

        Assert.Equal(StepStatus.Completed, step.Status);
        Assert.Equal(new Greeting("Zoë", 3), step.ReadResult(GreetingJson.Default.Greeting));
        Assert.Equal("FleetQ.Plugins.Echo", Assert.Single(step.Attempts).Plugin);
        Assert.Empty(answer.Warnings);
        Assert.False(answer.Deduplicated);
    }

    [Fact]
    public async Task Every_field_of_a_submission_reaches_the_step()
    {
        using var client = host.NewClient();
        var submission = StepSubmission.Of("echo", new { HalfDone = true }) with
        {
            StepId = "all-fields",
            Priority = 7,
            MaxRetries = 2,
            Tenant = "north",
            Tags = ["red", "round"],
            Metadata = JsonSerializer.SerializeToElement(new { user = "alice" }),
            Delay = TimeSpan.FromHours(1),
            TimeToLive = TimeSpan.FromHours(2),
            Timeout = TimeSpan.FromSeconds(1.5),
            Retry = new StepRetry { Strategy = "linear", BaseDelay = TimeSpan.FromSeconds(1), Jitter = false },
        };

        await client.SubmitAsync(submission, Ct);
        var step = await client.GetStepAsync("all-fields", Ct);

        Assert.Equal(StepStatus.Scheduled, step.Status);
        Assert.Equal((7, 2, "north"), (step.Priority, step.MaxRetries, step.Tenant));
        Assert.Equal(["red", "round"], step.Tags);
        Assert.Equal("alice", step.Metadata.GetProperty("user").GetString());
        Assert.True(step.Payload.GetProperty("args").GetProperty("half_done").GetBoolean());
        Assert.Equal(step.CreatedAt.AddHours(1), step.NotBefore!.Value, TimeSpan.FromSeconds(1));
        Assert.Equal(step.CreatedAt.AddHours(2), step.ExpiresAt!.Value, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_second_submit_of_an_id_is_the_first_step_and_says_so()
    {
        using var client = host.NewClient();
        var submission = new StepSubmission { TaskType = "echo", StepId = "only-once" };

        var first = await client.SubmitAsync(submission, Ct);
        var second = await client.SubmitAsync(submission, Ct);

        Assert.False(first.Deduplicated);
        Assert.True(second.Deduplicated);
        Assert.Equal("only-once", second.StepId);
    }

    [Fact]
    public async Task A_batch_is_answered_in_the_order_given()
    {
        using var client = host.NewClient();
        var submissions = Enumerable.Range(0, 20)
            .Select(static number => new StepSubmission { TaskType = "echo", StepId = $"batch-{number}" })
            .Append(new StepSubmission { TaskType = "nobody-has-this" });

        var answer = await client.SubmitAllAsync(submissions, Ct);

        Assert.Equal("batch-7", answer.Steps[7].StepId);
        Assert.Equal(21, answer.Steps.Count);
        Assert.Contains("nobody-has-this", Assert.Single(answer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_submit_tells_the_fields_that_are_wrong()
    {
        using var client = host.NewClient();
        var submission = new StepSubmission { TaskType = "no blanks", MaxRetries = 101 };

        var refusal = await Assert.ThrowsAsync<FleetQException>(() => client.SubmitAsync(submission, Ct));

        Assert.Equal((400, FleetQErrors.Validation), ((int)refusal.Status!, refusal.ErrorType));
        Assert.Equal(["max_retries", "type"], refusal.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("max_retries", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_with_another_step_is_a_conflict()
    {
        using var client = host.NewClient();
        var submission = new StepSubmission { TaskType = "echo", IdempotencyKey = "order-1" };

        await client.SubmitAsync(submission, Ct);
        var refusal = await Assert.ThrowsAsync<FleetQException>(
            () => client.SubmitAsync(submission with { Priority = 1 }, Ct));

        Assert.Equal(FleetQErrors.Conflict, refusal.ErrorType);
    }

    [Fact]
    public async Task A_wait_that_is_over_first_answers_with_the_step_as_it_is()
    {
        using var client = host.NewClient();
        var answer = await client.SubmitAsync(StepSubmission.Of("sleep", new { ms = 60_000 }), Ct);

        var step = await client.WaitForEndAsync(answer.StepId, TimeSpan.FromSeconds(0.3), Ct);
        await client.CancelAsync(answer.StepId, "tested", Ct);

        Assert.False(step.Status.HasEnded());
    }

    [Fact]
    public async Task A_step_that_is_not_there_is_found_as_null_and_got_as_not_found()
    {
        using var client = host.NewClient();

        var found = await client.FindStepAsync("never-submitted", Ct);
        var refusal = await Assert.ThrowsAsync<FleetQException>(() => client.GetStepAsync("never-submitted", Ct));

        Assert.Null(found);
        Assert.Equal(FleetQErrors.NotFound, refusal.ErrorType);
    }

    internal sealed record Greeting(string Name, int Times);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Greeting))]
    private sealed partial class GreetingJson : JsonSerializerContext;
}
