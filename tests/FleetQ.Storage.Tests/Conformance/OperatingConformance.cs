using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Tests.Conformance;

public abstract class OperatingConformance : StoreConformance
{
    [Fact]
    public async Task A_waiting_step_is_cancelled_and_never_claimed()
    {
        var pending = await SubmitAsync(NewStep());
        var scheduled = await SubmitAsync(NewStep() with { Delay = TimeSpan.FromHours(1) });

        var first = await Store.Operating.CancelAsync(pending, "not needed", Token);
        var second = await Store.Operating.CancelAsync(scheduled, reason: null, Token);
        var step = await ReadAsync(pending);

        Assert.Equal(new OperatorAnswer(Changed: true, StepStatus.Cancelled), first);
        Assert.Equal(new OperatorAnswer(Changed: true, StepStatus.Cancelled), second);
        Assert.Equal(StepStatus.Cancelled, step.Status);
        Assert.Contains("not needed", step.Error?.Message, StringComparison.Ordinal);
        Assert.NotNull(step.EndedAt);
        Assert.Empty(await ClaimAsync(await RegisterAsync()));
    }

    [Fact]
    public async Task Cancelling_a_claimed_step_ends_the_claim_and_asks_for_the_pods_attention()
    {
        var pod = await RegisterAsync();
        var claim = await ClaimNewStepAsync(pod);
        await RegisterAsync("pod-b");

        var answer = await Store.Operating.CancelAsync(claim.Key.StepId, "stop", Token);
        var beat = await Store.Pods.BeatAsync(pod, running: 1, Token);

        Assert.Equal(new OperatorAnswer(Changed: true, StepStatus.Cancelled, claim.Key), answer);
        Assert.Equal(1, beat.Attention);
        Assert.Empty(await Store.Pods.ListHeldAsync(pod, TimeSpan.Zero, Token));
        Assert.False(await RecordAsync(Completed(claim)));
        Assert.Equal(StepStatus.Cancelled, (await ReadAsync(claim.Key.StepId)).Status);
    }

    [Fact]
    public async Task An_ended_or_missing_step_is_not_cancelled()
    {
        var claim = await ClaimNewStepAsync();
        await RecordAsync(Completed(claim));

        Assert.Equal(
            new OperatorAnswer(Changed: false, StepStatus.Completed),
            await Store.Operating.CancelAsync(claim.Key.StepId, reason: null, Token));
        Assert.Equal(
            new OperatorAnswer(Changed: false, Status: null),
            await Store.Operating.CancelAsync(new StepId("nobody"), reason: null, Token));
    }

    [Fact]
    public async Task A_failed_step_that_is_retried_starts_over_and_keeps_its_history()
    {
        var pod = await RegisterAsync();
        var claim = await ClaimNewStepAsync(pod, NewStep() with { MaxRetries = 1 });
        await RecordAsync(RetryIn(claim, TimeSpan.Zero));
        await Store.Claims.AdvanceDueAsync(10, Token);
        await RecordAsync(Failed(Assert.Single(await ClaimAsync(pod))));

        var answer = await Store.Operating.RetryAsync(claim.Key.StepId, Token);
        var step = await ReadAsync(claim.Key.StepId);
        var again = Assert.Single(await ClaimAsync(pod));

        Assert.Equal(new OperatorAnswer(Changed: true, StepStatus.Pending), answer);
        Assert.Equal((0, 0), (step.Attempt, step.Losses));
        Assert.Null(step.Error);
        Assert.Null(step.EndedAt);
        Assert.Null(step.ClaimedBy);
        Assert.Equal(
            ["retry", "failed"],
            CompletionConformance.AttemptsOf(step)
                .Select(static attempt => attempt.GetProperty("outcome").GetString()));
        Assert.Equal((1, 3L), (again.Attempt, again.Key.Epoch));
    }

    [Fact]
    public async Task A_cancelled_step_that_is_retried_remembers_its_claim()
    {
        var pod = await RegisterAsync();
        var claim = await ClaimNewStepAsync(pod);
        await Store.Operating.CancelAsync(claim.Key.StepId, reason: null, Token);

        await Store.Operating.RetryAsync(claim.Key.StepId, Token);

        var attempt = Assert.Single(CompletionConformance.AttemptsOf(await ReadAsync(claim.Key.StepId)));
        Assert.Equal("cancelled", attempt.GetProperty("outcome").GetString());
        Assert.Equal(2, Assert.Single(await ClaimAsync(pod)).Key.Epoch);
    }

    [Fact]
    public async Task An_expired_step_that_is_retried_has_no_expiry_and_no_attempt()
    {
        var stepId = await SubmitAsync(NewStep() with { TimeToLive = TimeSpan.FromMilliseconds(10) });
        await Fixture.PassAsync(TimeSpan.FromMilliseconds(10));
        await Store.Claims.AdvanceDueAsync(10, Token);

        var answer = await Store.Operating.RetryAsync(stepId, Token);
        var step = await ReadAsync(stepId);

        Assert.True(answer.Changed);
        Assert.Null(step.ExpiresAt);
        Assert.Equal("[]", step.Attempts);
        Assert.Single(await ClaimAsync(await RegisterAsync()));
    }

    [Fact]
    public async Task A_step_that_is_open_or_completed_is_not_retried()
    {
        var pending = await SubmitAsync(NewStep());
        var claim = Assert.Single(await ClaimAsync(await RegisterAsync()));

        Assert.Equal(
            new OperatorAnswer(Changed: false, StepStatus.Claimed), await Store.Operating.RetryAsync(pending, Token));
        await RecordAsync(Completed(claim));
        Assert.Equal(
            new OperatorAnswer(Changed: false, StepStatus.Completed), await Store.Operating.RetryAsync(pending, Token));
        Assert.Equal(
            new OperatorAnswer(Changed: false, Status: null),
            await Store.Operating.RetryAsync(new StepId("nobody"), Token));
    }

    [Fact]
    public async Task Of_parallel_retries_one_changes_the_step()
    {
        var claim = await ClaimNewStepAsync();
        await RecordAsync(Failed(claim));
        var second = await Fixture.OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => (i % 2 == 0 ? Store : second).Operating.RetryAsync(claim.Key.StepId, Token), Token)));

        Assert.Single(answers, static answer => answer.Changed);
        Assert.All(answers, static answer => Assert.Equal(StepStatus.Pending, answer.Status));
    }

    [Fact]
    public async Task A_new_priority_counts_at_the_next_claim()
    {
        await SubmitAsync(3);
        var late = await SubmitAsync(NewStep());

        var answer = await Store.Operating.AmendAsync(late, priority: 10, notBefore: null, Token);

        Assert.Equal(new OperatorAnswer(Changed: true, StepStatus.Pending), answer);
        Assert.Equal(late, Assert.Single(await ClaimAsync(await RegisterAsync(), limit: 1)).Key.StepId);
    }

    [Fact]
    public async Task A_new_start_schedules_a_pending_step_and_an_early_one_makes_it_ready()
    {
        var stepId = await SubmitAsync(NewStep() with { Priority = 4 });
        var now = (await ReadAsync(stepId)).CreatedAt;

        var later = await Store.Operating.AmendAsync(stepId, priority: null, now.AddHours(1), Token);
        var scheduled = await ReadAsync(stepId);
        var earlier = await Store.Operating.AmendAsync(stepId, priority: null, now.AddHours(-1), Token);

        Assert.Equal(new OperatorAnswer(Changed: true, StepStatus.Scheduled), later);
        Assert.Equal((StepStatus.Scheduled, 4), (scheduled.Status, scheduled.Priority));
        Assert.Equal(now.AddHours(1), scheduled.NotBefore);
        Assert.Equal(new OperatorAnswer(Changed: true, StepStatus.Pending), earlier);
        Assert.Single(await ClaimAsync(await RegisterAsync()));
    }

    [Fact]
    public async Task A_claimed_or_missing_step_is_not_amended()
    {
        var claim = await ClaimNewStepAsync();

        Assert.Equal(
            new OperatorAnswer(Changed: false, StepStatus.Claimed),
            await Store.Operating.AmendAsync(claim.Key.StepId, priority: 1, notBefore: null, Token));
        Assert.Equal(
            new OperatorAnswer(Changed: false, Status: null),
            await Store.Operating.AmendAsync(new StepId("nobody"), priority: 1, notBefore: null, Token));
        Assert.Equal(0, (await ReadAsync(claim.Key.StepId)).Priority);
    }

    [Fact]
    public async Task Dead_letters_are_discarded_by_id_and_nothing_else_is()
    {
        var pod = await RegisterAsync();
        var failed = await FailNewStepAsync(pod);
        var kept = await FailNewStepAsync(pod);
        var pending = await SubmitAsync(NewStep());

        var discarded = await Store.Operating.DiscardAsync([failed, pending, new StepId("nobody")], Token);
        var again = await Store.Operating.DiscardAsync([failed], Token);

        Assert.Equal((1, 0), (discarded, again));
        Assert.Null(await Store.Reading.FindStepAsync(failed, Token));
        Assert.Equal(StepStatus.Failed, (await ReadAsync(kept)).Status);
        Assert.Equal(StepStatus.Pending, (await ReadAsync(pending)).Status);
    }

    [Fact]
    public async Task Dead_letters_of_a_type_or_all_are_discarded_page_by_page()
    {
        var pod = await RegisterAsync();
        var first = await FailNewStepAsync(pod);
        await Fixture.PassAsync(TimeSpan.FromMilliseconds(20));
        var second = await FailNewStepAsync(pod);
        var type = (await ReadAsync(first)).TaskType;

        var other = await Store.Operating.DiscardAsync(new TaskType("nobody.has.this"), limit: 10, Token);
        var page = await Store.Operating.DiscardAsync(type, limit: 1, Token);
        var left = await Store.Reading.FindStepAsync(second, Token);
        var rest = await Store.Operating.DiscardAsync(taskType: null, limit: 10, Token);

        Assert.Equal((0, 1, 1), (other, page, rest));
        Assert.NotNull(left);
        Assert.Null(await Store.Reading.FindStepAsync(first, Token));
        Assert.Null(await Store.Reading.FindStepAsync(second, Token));
    }

    [Fact]
    public async Task An_idempotency_key_is_free_again_when_its_dead_letter_is_discarded()
    {
        var keyed = NewStep() with { IdempotencyKey = "once" };
        var claim = await ClaimNewStepAsync(await RegisterAsync(), keyed);
        await RecordAsync(Failed(claim));

        await Store.Operating.DiscardAsync([keyed.StepId], Token);
        var again = await Store.Submission.SubmitAsync([NewStep() with { IdempotencyKey = "once" }], Token);

        Assert.Equal(SubmitAnswerKind.Created, Assert.Single(again).Kind);
    }

    private async Task<StepId> FailNewStepAsync(PodIdentity pod)
    {
        var claim = await ClaimNewStepAsync(pod);
        await RecordAsync(Failed(claim));
        return claim.Key.StepId;
    }
}
