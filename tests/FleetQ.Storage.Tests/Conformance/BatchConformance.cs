using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Tests.Conformance;

/// <summary>A batch of which some rows are stale, doubled or refused.</summary>
public abstract class BatchConformance : StoreConformance
{
    private static readonly TimeSpan LongOver = TimeSpan.FromHours(-1);

    [Fact]
    public async Task Of_five_outcomes_the_two_that_are_not_stale_are_recorded()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(5);
        var claims = await ClaimAsync(pod);
        await Store.Operating.CancelAsync(claims[0].Key.StepId, "no", Token);
        await RecordAsync(Released(claims[2]));
        await RecordAsync(Failed(claims[4]));
        var fresh = Assert.Single(await ClaimAsync(pod));

        var recorded = await Store.Completion.RecordAsync(
            [.. claims.Select(static claim => Completed(claim))], Token);

        Assert.Equal(new HashSet<ClaimKey> { claims[1].Key, claims[3].Key }, recorded);
        Assert.Equal(StepStatus.Cancelled, (await ReadAsync(claims[0].Key.StepId)).Status);
        Assert.Equal(StepStatus.Failed, (await ReadAsync(claims[4].Key.StepId)).Status);
        Assert.True(await RecordAsync(Completed(fresh)));
    }

    [Fact]
    public async Task Outcomes_of_all_kinds_in_one_batch_each_have_their_way()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(5);
        var claims = await ClaimAsync(pod);
        var hour = TimeSpan.FromHours(1);

        var recorded = await Store.Completion.RecordAsync(
            [
                Completed(claims[0], "1"),
                Failed(claims[1], "broken"),
                RetryIn(claims[2], hour),
                Released(claims[3]),
                Snoozed(claims[4], hour),
            ],
            Token);
        var steps = new List<Step>();
        foreach (var claim in claims)
        {
            steps.Add(await ReadAsync(claim.Key.StepId));
        }

        Assert.Equal(5, recorded.Count);
        Assert.Equal(
            [
                StepStatus.Completed, StepStatus.Failed, StepStatus.Scheduled, StepStatus.Pending, StepStatus.Scheduled,
            ],
            steps.Select(static step => step.Status));
        Assert.Equal([1, 1, 1, 0, 0], steps.Select(static step => step.Attempt));
        Assert.Equal(["1", null, null, null, null], steps.Select(static step => step.Result));
        Assert.Equal([null, "broken", "try again", null, null], steps.Select(static step => step.Error?.Message));
    }

    [Fact]
    public async Task A_claim_that_stands_twice_in_a_batch_ends_once()
    {
        var claim = await ClaimNewStepAsync();

        var recorded = await Store.Completion.RecordAsync([RetryIn(claim, TimeSpan.Zero), Failed(claim)], Token);

        Assert.Equal([claim.Key], recorded);
        var step = await ReadAsync(claim.Key.StepId);
        Assert.Contains(step.Status, new[] { StepStatus.Scheduled, StepStatus.Failed });
        Assert.Equal(
            step.Status is StepStatus.Scheduled ? 1 : 0, CompletionConformance.AttemptsOf(step).Count);
    }

    [Fact]
    public async Task Of_five_outcomes_those_that_were_recorded_are_found()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(5);
        var claims = await ClaimAsync(pod);
        var outcomes = claims.Select(static claim => Completed(claim)).ToList();
        await Store.Completion.RecordAsync([outcomes[1], outcomes[2]], Token);

        var found = await Store.Completion.FindRecordedAsync(outcomes, Token);

        Assert.Equal(new HashSet<ClaimKey> { claims[1].Key, claims[2].Key }, found);
    }

    [Fact]
    public async Task Of_five_orphans_the_two_that_still_are_orphans_return()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(5);
        var claims = await ClaimAsync(pod);
        await RecordAsync(Completed(claims[0]));
        await Store.Operating.CancelAsync(claims[1].Key.StepId, "no", Token);
        await Store.Pods.LeaveAsync(pod, Token);
        await Store.Recovery.ReturnAsync([claims[2].Key], Token);

        var returned = await Store.Recovery.ReturnAsync([.. claims.Select(static claim => claim.Key)], Token);

        Assert.Equal(
            new[] { claims[3].Key.StepId, claims[4].Key.StepId }.Order(),
            returned.Select(static step => step.StepId).Order());
        Assert.All(returned, static step => Assert.Equal(StepStatus.Pending, step.Status));
    }

    [Fact]
    public async Task Of_four_silent_pods_the_two_that_stayed_silent_are_evicted()
    {
        var silent = new List<PodIdentity>();
        for (var i = 0; i < 4; i++)
        {
            silent.Add(await RegisterAsync($"pod-{i}"));
        }

        await Store.Pods.BeatAsync(silent[1], running: 0, Token);
        await Store.Pods.LeaveAsync(silent[2], Token);

        var evicted = await Store.Recovery.EvictAsync(
            [.. silent.Select(static pod => new SilentPod(pod, Beat: 0))], LongOver, Token);

        Assert.Equal(new HashSet<PodIdentity> { silent[0], silent[3] }, evicted.ToHashSet());
    }

    [Fact]
    public async Task Of_five_reports_of_progress_those_of_held_claims_are_kept()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(5);
        var claims = await ClaimAsync(pod);
        await Store.Completion.RecordAsync([Completed(claims[0]), Released(claims[1]), Failed(claims[3])], Token);

        var held = await Store.Completion.ReportProgressAsync(
            [.. claims.Select(static claim => new ProgressReport(claim.Key, """{"percent":5}"""))], Token);

        Assert.Equal(new HashSet<ClaimKey> { claims[2].Key, claims[4].Key }, held);
        Assert.Null((await ReadAsync(claims[1].Key.StepId)).Progress);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_step_that_the_store_refuses_refuses_its_whole_statement_and_the_others_can_be_sent_again(
        bool areAllOrNone)
    {
        var good = new[] { NewStep(), NewStep() };
        NewStep[] steps = [good[0], NewStep() with { Payload = TooLongForAnyStore() }, good[1]];

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => areAllOrNone
            ? Store.Submission.SubmitAllAsync(steps, Token)
            : Store.Submission.SubmitAsync(steps, Token));
        AssertDefect(refusal);
        var waiting = await Store.Submission.CountWaitingAsync(10, Token);
        var answers = await Store.Submission.SubmitAsync(good, Token);

        Assert.Equal(0, waiting);
        Assert.All(answers, static answer => Assert.Equal(SubmitAnswerKind.Created, answer.Kind));
    }

    [Fact]
    public async Task A_result_that_the_store_refuses_refuses_its_whole_statement_and_the_claims_stay_held()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(2);
        var claims = await ClaimAsync(pod);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => Store.Completion.RecordAsync(
            [Completed(claims[0]), Completed(claims[1], TooLongForAnyStore())], Token));
        AssertDefect(refusal);
        var held = await Store.Pods.ListHeldAsync(pod, TimeSpan.Zero, Token);

        Assert.Equal(
            claims.Select(static claim => claim.Key).ToHashSet(), held.Select(static claim => claim.Key).ToHashSet());
        Assert.True(await RecordAsync(Completed(claims[0])));
        Assert.True(await RecordAsync(Failed(claims[1], "The result is too long.")));
    }

    [Fact]
    public async Task An_empty_batch_asks_for_nothing()
    {
        Assert.Empty(await Store.Completion.RecordAsync([], Token));
        Assert.Empty(await Store.Completion.FindRecordedAsync([], Token));
        Assert.Empty(await Store.Completion.ReportProgressAsync([], Token));
        Assert.Empty(await Store.Recovery.EvictAsync([], LongOver, Token));
        Assert.Empty(await Store.Recovery.ReturnAsync([], Token));
        Assert.Empty(await Store.Reading.ListEndedAsync([], Token));
        Assert.Equal(0, await Store.Operating.DiscardAsync([], Token));
    }

    // Only then are the others tried without it: what is away is asked again as it was.
    private static void AssertDefect(Exception refusal) =>
        Assert.False(refusal is StoreUnavailableException or OperationCanceledException, $"{refusal}");

    // Far more than a pod lets through; it stands for whatever a store refuses.
    private static string TooLongForAnyStore() => $"\"{new string('x', 3 * 1024 * 1024)}\"";
}
