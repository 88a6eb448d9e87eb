using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Tests.Conformance;

/// <summary>
/// An error after which nobody knows whether the statement was done: whoever asked may ask again, or look what is
/// there.
/// </summary>
public abstract class RepeatConformance : StoreConformance
{
    private static readonly TimeSpan LongOver = TimeSpan.FromHours(-1);

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_found_by_its_pod_and_given_back()
    {
        var pod = await RegisterAsync();
        var claim = await ClaimNewStepAsync(pod);

        var held = Assert.Single(await Store.Pods.ListHeldAsync(pod, TimeSpan.Zero, Token));
        await RecordAsync(new Outcome { Key = held.Key, Kind = OutcomeKind.Released });
        var again = Assert.Single(await ClaimAsync(pod));

        Assert.Equal(claim.Key, held.Key);
        Assert.Equal((1, 2L), (again.Attempt, again.Key.Epoch));
    }

    [Fact]
    public async Task An_outcome_that_is_sent_again_after_it_was_found_is_refused()
    {
        var claim = await ClaimNewStepAsync();
        await RecordAsync(Completed(claim));

        var recorded = await Store.Completion.RecordAsync([Completed(claim)], Token);
        var found = await Store.Completion.FindRecordedAsync([Completed(claim)], Token);

        Assert.Empty(recorded);
        Assert.Equal([claim.Key], found);
    }

    [Fact]
    public async Task A_whole_batch_that_is_sent_again_is_the_first_one()
    {
        var steps = Enumerable.Range(0, 20).Select(_ => NewStep()).ToList();
        await Store.Submission.SubmitAllAsync(steps, Token);

        var answers = await Store.Submission.SubmitAllAsync(steps, Token);

        Assert.Equal(
            steps.Select(static step => new SubmitAnswer(step.StepId, SubmitAnswerKind.Created)), answers);
        Assert.Equal(20, await Store.Submission.CountWaitingAsync(100, Token));
    }

    [Fact]
    public async Task A_keyed_step_that_is_sent_again_under_its_first_id_counts_as_created()
    {
        var step = NewStep() with { IdempotencyKey = "k", RequestHash = "aa" };
        await SubmitAsync(step);

        var answers = await Store.Submission.SubmitAsync([step], Token);

        Assert.Equal([new SubmitAnswer(step.StepId, SubmitAnswerKind.Created)], answers);
    }

    [Fact]
    public async Task A_step_that_has_run_is_not_stored_again_by_a_late_repeat_of_its_submit()
    {
        var pod = await RegisterAsync();
        var step = NewStep() with { IdempotencyKey = "k", RequestHash = "aa" };
        await RecordAsync(Completed(await ClaimNewStepAsync(pod, step)));

        await Store.Submission.SubmitAsync([step], Token);

        Assert.Empty(await ClaimAsync(pod));
        Assert.Equal(StepStatus.Completed, (await ReadAsync(step.StepId)).Status);
    }

    [Fact]
    public async Task A_cancel_that_is_asked_again_changes_nothing_and_tells_what_is()
    {
        var claim = await ClaimNewStepAsync();
        await Store.Operating.CancelAsync(claim.Key.StepId, "first", Token);
        var before = await ReadAsync(claim.Key.StepId);

        var again = await Store.Operating.CancelAsync(claim.Key.StepId, "second", Token);

        Assert.Equal((false, StepStatus.Cancelled), (again.Changed, again.Status));
        Assert.Equal(before, await ReadAsync(claim.Key.StepId));
    }

    [Fact]
    public async Task A_retry_that_is_asked_again_changes_nothing()
    {
        var claim = await ClaimNewStepAsync();
        await RecordAsync(Failed(claim));
        await Store.Operating.RetryAsync(claim.Key.StepId, Token);
        var before = await ReadAsync(claim.Key.StepId);

        var again = await Store.Operating.RetryAsync(claim.Key.StepId, Token);

        Assert.Equal((false, StepStatus.Pending), (again.Changed, again.Status));
        Assert.Equal(before, await ReadAsync(claim.Key.StepId));
    }

    [Fact]
    public async Task A_pod_that_says_twice_that_it_drains_or_leaves_is_believed_twice()
    {
        var pod = await RegisterAsync();

        Assert.True(await Store.Pods.DrainAsync(pod, Token));
        Assert.True(await Store.Pods.DrainAsync(pod, Token));
        Assert.True(await Store.Pods.LeaveAsync(pod, Token));
        Assert.True(await Store.Pods.LeaveAsync(pod, Token));
        Assert.False(await Store.Pods.DrainAsync(pod, Token));
    }

    [Fact]
    public async Task A_beat_that_is_sent_again_counts_again()
    {
        var pod = await RegisterAsync();
        await Store.Pods.BeatAsync(pod, running: 1, Token);

        var beat = await Store.Pods.BeatAsync(pod, running: 1, Token);

        Assert.True(beat.IsKnown);
        Assert.Equal(2, Assert.Single(beat.Pods).Beat);
    }

    [Fact]
    public async Task Progress_that_is_sent_again_is_kept_once()
    {
        var claim = await ClaimNewStepAsync();
        var report = new ProgressReport(claim.Key, """{"percent":1}""");
        await Store.Completion.ReportProgressAsync([report], Token);

        var held = await Store.Completion.ReportProgressAsync([report], Token);

        Assert.Equal([claim.Key], held);
        Assert.Equal(report.Progress, (await ReadAsync(claim.Key.StepId)).Progress);
    }

    [Fact]
    public async Task An_amendment_that_is_sent_again_leaves_the_step_as_it_is()
    {
        var stepId = await SubmitAsync(NewStep());
        var start = (await ReadAsync(stepId)).CreatedAt.AddHours(1);
        await Store.Operating.AmendAsync(stepId, priority: 7, start, Token);
        var before = await ReadAsync(stepId);

        var again = await Store.Operating.AmendAsync(stepId, priority: 7, start, Token);

        Assert.Equal(StepStatus.Scheduled, again.Status);
        Assert.Equal(before with { UpdatedAt = default }, (await ReadAsync(stepId)) with { UpdatedAt = default });
    }

    [Fact]
    public async Task A_discard_and_a_prune_that_are_asked_again_find_nothing()
    {
        var pod = await RegisterAsync();
        var failed = await ClaimNewStepAsync(pod);
        await RecordAsync(Failed(failed));
        await RecordAsync(Completed(await ClaimNewStepAsync(pod)));

        Assert.Equal(1, await Store.Operating.DiscardAsync([failed.Key.StepId], Token));
        Assert.Equal(0, await Store.Operating.DiscardAsync([failed.Key.StepId], Token));
        Assert.Equal(1, await Store.Recovery.PruneAsync(StepStatus.Completed, LongOver, 10, Token));
        Assert.Equal(0, await Store.Recovery.PruneAsync(StepStatus.Completed, LongOver, 10, Token));
    }

    [Fact]
    public async Task A_registration_that_is_sent_again_after_a_new_incarnation_came_is_the_latest_again()
    {
        var first = await RegisterAsync();
        var second = await RegisterAsync();

        await Store.Pods.RegisterAsync(RegistrationOf(first), Token);

        // Whoever registers last is believed: the store cannot tell an old process from a new one, and the other is
        // told with its next beat.
        Assert.True((await Store.Pods.BeatAsync(first, running: 0, Token)).IsKnown);
        Assert.False((await Store.Pods.BeatAsync(second, running: 0, Token)).IsKnown);
    }
}
