using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Sdk;

namespace FleetQ.Storage.Tests.Conformance;

public abstract class SubmissionConformance : StoreConformance
{
    [Fact]
    public async Task A_submitted_step_can_be_read_as_it_was_sent()
    {
        var step = NewStep() with
        {
            PayloadForm = PayloadForm.Payload,
            Metadata = """{"user":"alice"}""",
            Tags = """["red","blue"]""",
            Tenant = "acme",
            Priority = -7,
            IdempotencyKey = "key-1",
            RequestHash = "aa",
        };

        await SubmitAsync(step);
        var read = await ReadAsync(step.StepId);

        Assert.Equal(StepStatus.Pending, read.Status);
        Assert.Equal(step.TaskType, read.TaskType);
        Assert.Equal(step.Payload, read.Payload);
        Assert.Equal(PayloadForm.Payload, read.PayloadForm);
        Assert.Equal(step.Metadata, read.Metadata);
        Assert.Equal(step.Tags, read.Tags);
        Assert.Equal("acme", read.Tenant);
        Assert.Equal(-7, read.Priority);
        Assert.Equal(3, read.MaxRetries);
        Assert.Equal("key-1", read.IdempotencyKey);
        Assert.Equal((0, 0, 0L), (read.Attempt, read.Losses, read.ClaimEpoch));
        Assert.Equal("[]", read.Attempts);
        Assert.Null(read.ClaimedBy);
        Assert.Null(read.Error);
        Assert.Null(read.EndedAt);
        Assert.Equal(read.CreatedAt, read.UpdatedAt);
    }

    [Theory]
    [InlineData("""{"a":"😀 ä \u00e9 \ud83d\ude00"}""")]
    [InlineData("""{"n":1e999,"m":-0,"k":12345678901234567890.10}""")]
    [InlineData("""{  "a" : [ ] ,"a":1, "":null }""")]
    [InlineData("""{"a":"'; drop table step_tracker; -- :limit $1 ? \\ \" \n \t / <script> & +"}""")]
    [InlineData("{\"a\":\"\u2028\u2029\u007f\ufeff\uffff\"}")]
    public async Task Texts_come_back_byte_for_byte(string text)
    {
        var step = NewStep() with { Payload = text, Metadata = text };

        await SubmitAsync(step);
        var read = await ReadAsync(step.StepId);
        var claim = Assert.Single(await ClaimAsync(await RegisterAsync()));

        Assert.Equal(text, read.Payload);
        Assert.Equal(text, read.Metadata);
        Assert.Equal(text, claim.Payload);
        Assert.Equal(text, claim.Metadata);
    }

    [Fact]
    public async Task A_payload_of_a_mebibyte_and_a_deep_one_come_back_byte_for_byte()
    {
        var large = $$"""{"a":"{{new string('é', 512 * 1024)}}"}""";
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 5_000)) + "1" + new string('}', 5_000);
        var steps = new[] { NewStep() with { Payload = large }, NewStep() with { Payload = deep } };

        await Store.Submission.SubmitAsync(steps, Token);

        Assert.Equal(large, (await ReadAsync(steps[0].StepId)).Payload);
        Assert.Equal(deep, (await ReadAsync(steps[1].StepId)).Payload);
    }

    [Fact]
    public async Task Answers_and_sequences_keep_the_order_given()
    {
        var steps = Enumerable.Range(0, 500).Select(_ => NewStep()).ToList();

        var answers = await Store.Submission.SubmitAsync(steps, Token);
        var newestFirst = await Store.Reading.SearchStepsAsync(new StepQuery { Limit = 1_000 }, Token);

        Assert.Equal(steps.Select(static step => step.StepId), answers.Select(static answer => answer.StepId));
        Assert.Equal(
            steps.Select(static step => step.StepId), newestFirst.Reverse().Select(static step => step.StepId));
    }

    [Fact]
    public async Task A_second_submit_of_a_chosen_id_is_the_first_step()
    {
        await SubmitAsync(StepNamed("my-1") with { Payload = """{"first":true}""" });

        var answers = await Store.Submission.SubmitAsync([StepNamed("my-1")], Token);

        Assert.Equal([new SubmitAnswer(new StepId("my-1"), SubmitAnswerKind.Existing)], answers);
        Assert.Equal("""{"first":true}""", (await ReadAsync(new StepId("my-1"))).Payload);
    }

    [Fact]
    public async Task A_repeated_submit_of_an_id_that_FleetQ_made_counts_as_created()
    {
        var step = NewStep();
        await SubmitAsync(step);

        var answers = await Store.Submission.SubmitAsync([step], Token);

        Assert.Equal([new SubmitAnswer(step.StepId, SubmitAnswerKind.Created)], answers);
        Assert.Equal(1, await Store.Submission.CountWaitingAsync(10, Token));
    }

    [Fact]
    public async Task The_same_key_with_the_same_body_is_the_first_step()
    {
        var first = NewStep() with { IdempotencyKey = "k", RequestHash = "aa" };
        await SubmitAsync(first);

        var answers = await Store.Submission.SubmitAsync(
            [NewStep() with { IdempotencyKey = "k", RequestHash = "aa" }], Token);

        Assert.Equal([new SubmitAnswer(first.StepId, SubmitAnswerKind.Existing)], answers);
    }

    [Fact]
    public async Task The_same_key_with_another_body_conflicts_and_stores_nothing()
    {
        var first = NewStep() with { IdempotencyKey = "k", RequestHash = "aa" };
        await SubmitAsync(first);

        var other = NewStep() with { IdempotencyKey = "k", RequestHash = "bb" };
        var answers = await Store.Submission.SubmitAsync([other], Token);

        Assert.Equal([new SubmitAnswer(first.StepId, SubmitAnswerKind.KeyConflict)], answers);
        Assert.Null(await Store.Reading.FindStepAsync(other.StepId, Token));
    }

    [Fact]
    public async Task Twins_inside_one_batch_are_one_step()
    {
        var keyed = NewStep() with { IdempotencyKey = "k", RequestHash = "aa" };
        var steps = new[]
        {
            keyed,
            NewStep() with { IdempotencyKey = "k", RequestHash = "aa" },
            NewStep() with { IdempotencyKey = "k", RequestHash = "bb" },
            StepNamed("twin"),
            StepNamed("twin"),
        };

        var answers = await Store.Submission.SubmitAsync(steps, Token);

        Assert.Equal(
            [
                new SubmitAnswer(keyed.StepId, SubmitAnswerKind.Created),
                new SubmitAnswer(keyed.StepId, SubmitAnswerKind.Existing),
                new SubmitAnswer(keyed.StepId, SubmitAnswerKind.KeyConflict),
                new SubmitAnswer(new StepId("twin"), SubmitAnswerKind.Created),
                new SubmitAnswer(new StepId("twin"), SubmitAnswerKind.Existing),
            ],
            answers);
        Assert.Equal(2, await Store.Submission.CountWaitingAsync(10, Token));
    }

    [Fact]
    public async Task One_caller_in_the_way_does_not_stop_the_others_of_a_shared_statement()
    {
        await SubmitAsync(NewStep() with { IdempotencyKey = "k", RequestHash = "aa" });
        var before = NewStep();
        var after = NewStep();

        var answers = await Store.Submission.SubmitAsync(
            [before, NewStep() with { IdempotencyKey = "k", RequestHash = "bb" }, after], Token);

        Assert.Equal(
            [SubmitAnswerKind.Created, SubmitAnswerKind.KeyConflict, SubmitAnswerKind.Created],
            answers.Select(static answer => answer.Kind));
        Assert.Equal(StepStatus.Pending, (await ReadAsync(after.StepId)).Status);
    }

    [Fact]
    public async Task All_or_none_stores_nothing_when_a_key_conflicts()
    {
        await SubmitAsync(NewStep() with { IdempotencyKey = "k", RequestHash = "aa" });
        var innocent = NewStep();

        var answers = await Store.Submission.SubmitAllAsync(
            [innocent, NewStep() with { IdempotencyKey = "k", RequestHash = "bb" }], Token);
        await SubmitAsync(NewStep());

        Assert.Contains(answers, static answer => answer.Kind is SubmitAnswerKind.KeyConflict);
        Assert.Null(await Store.Reading.FindStepAsync(innocent.StepId, Token));
        Assert.Equal(2, await Store.Submission.CountWaitingAsync(10, Token));
    }

    [Fact]
    public async Task All_or_none_stores_all_and_finds_what_was_there()
    {
        await SubmitAsync(StepNamed("a"));

        var answers = await Store.Submission.SubmitAllAsync([StepNamed("a"), StepNamed("b")], Token);

        Assert.Equal(
            [SubmitAnswerKind.Existing, SubmitAnswerKind.Created], answers.Select(static answer => answer.Kind));
        Assert.NotNull(await Store.Reading.FindStepAsync(new StepId("b"), Token));
    }

    [Fact]
    public async Task Ten_thousand_steps_go_in_at_once()
    {
        var steps = Enumerable.Range(0, 10_000).Select(_ => NewStep()).ToList();

        var answers = await Store.Submission.SubmitAllAsync(steps, Token);

        Assert.All(answers, static answer => Assert.Equal(SubmitAnswerKind.Created, answer.Kind));
        Assert.Equal(10_000, await Store.Submission.CountWaitingAsync(20_000, Token));
    }

    [Fact]
    public async Task Of_parallel_submits_with_one_key_one_is_created()
    {
        var other = await Fixture.OpenAsync();
        var submits = Enumerable.Range(0, 16).Select(i => Task.Run(
            () => (i % 2 == 0 ? Store : other).Submission.SubmitAsync(
                [NewStep() with { IdempotencyKey = "k", RequestHash = "aa" }], Token),
            Token));

        var answers = (await Task.WhenAll(submits)).Select(static answers => answers[0]).ToList();

        Assert.Single(answers, static answer => answer.Kind is SubmitAnswerKind.Created);
        Assert.Single(answers.Select(static answer => answer.StepId).Distinct());
        Assert.Equal(1, await Store.Submission.CountWaitingAsync(10, Token));
    }

    [Fact]
    public async Task A_delayed_step_is_scheduled_and_one_that_is_due_is_pending()
    {
        var delayed = await SubmitAsync(NewStep() with { Delay = TimeSpan.FromHours(1) });
        var now = (await ReadAsync(delayed)).CreatedAt;
        var future = now.AddHours(1);
        var dated = await SubmitAsync(NewStep() with { NotBefore = future });
        var past = await SubmitAsync(NewStep() with { NotBefore = now.AddHours(-1) });

        Assert.Equal(StepStatus.Scheduled, (await ReadAsync(delayed)).Status);
        Assert.Equal(StepStatus.Scheduled, (await ReadAsync(dated)).Status);
        Assert.Equal(future, (await ReadAsync(dated)).NotBefore);
        Assert.Equal(StepStatus.Pending, (await ReadAsync(past)).Status);
        var step = await ReadAsync(delayed);
        Assert.Equal(TimeSpan.FromHours(1), step.NotBefore - step.CreatedAt);
    }

    [Fact]
    public async Task A_claim_carries_what_the_submit_said()
    {
        var retry = new RetryPolicy(
            BackoffStrategy.Fibonacci, TimeSpan.FromMilliseconds(250), TimeSpan.FromMinutes(2), Jitter: false);
        var step = NewStep() with
        {
            Timeout = TimeSpan.FromSeconds(30),
            Retry = retry,
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            Tenant = "acme",
            Priority = 5,
            MaxRetries = 100,
        };

        var claim = await ClaimNewStepAsync(step: step);

        Assert.Equal(TimeSpan.FromSeconds(30), claim.Timeout);
        Assert.Equal(retry, claim.Retry);
        Assert.Equal(step.TraceParent, claim.TraceParent);
        Assert.Equal(("acme", 5, 100), (claim.Tenant, claim.Priority, claim.MaxRetries));
        Assert.Equal((1, 1L, 0), (claim.Attempt, claim.Key.Epoch, claim.Losses));
    }

    [Fact]
    public async Task Waiting_steps_are_counted_up_to_the_limit()
    {
        await SubmitAsync(5);
        await SubmitAsync(NewStep() with { Delay = TimeSpan.FromHours(1) });
        var pod = await RegisterAsync();
        await ClaimAsync(pod, limit: 2);

        Assert.Equal(4, await Store.Submission.CountWaitingAsync(100, Token));
        Assert.Equal(3, await Store.Submission.CountWaitingAsync(3, Token));
    }

    [Fact]
    public async Task An_empty_batch_has_no_answers()
    {
        Assert.Empty(await Store.Submission.SubmitAsync([], Token));
        Assert.Empty(await Store.Submission.SubmitAllAsync([], Token));
    }
}
