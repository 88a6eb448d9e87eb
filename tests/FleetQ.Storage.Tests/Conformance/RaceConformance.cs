using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Conformance;

/// <summary>Eight callers at once on two openings of the store: each thing is done by one of them.</summary>
public abstract class RaceConformance : StoreConformance
{
    private const int Callers = 8;

    private static readonly TimeSpan LongOver = TimeSpan.FromHours(-1);

    private static readonly OutcomeKind[] Ends =
        [OutcomeKind.Completed, OutcomeKind.Failed, OutcomeKind.Released, OutcomeKind.Retry];

    [Fact]
    public async Task A_thousand_steps_are_claimed_by_eight_pods_each_once()
    {
        await SubmitAsync(1_000);
        var pods = await RegisterAllAsync();

        var claims = await RaceAsync((store, caller) => ClaimAllAsync(store, pods[caller]));

        var all = claims.SelectMany(static mine => mine).ToList();
        Assert.Equal(1_000, all.Count);
        Assert.Equal(1_000, all.Select(static claim => claim.Key.StepId).Distinct().Count());
        Assert.All(all, static claim => Assert.Equal((1L, 1), (claim.Key.Epoch, claim.Attempt)));
    }

    [Fact]
    public async Task Of_outcomes_of_one_claim_one_is_recorded()
    {
        var claim = await ClaimNewStepAsync();

        var recorded = await RaceAsync((store, caller) => store.Completion.RecordAsync(
            [new Outcome { Key = claim.Key, Kind = Ends[caller % Ends.Length], Delay = TimeSpan.Zero }], Token));

        Assert.Single(recorded, static keys => keys.Count == 1);
        var step = await ReadAsync(claim.Key.StepId);
        Assert.NotEqual(StepStatus.Claimed, step.Status);
        Assert.True(CompletionConformance.AttemptsOf(step).Count <= 1);
    }

    [Fact]
    public async Task Of_cancels_of_one_step_one_changes_it()
    {
        var claim = await ClaimNewStepAsync();

        var answers = await RaceAsync((store, _) => store.Operating.CancelAsync(claim.Key.StepId, "no", Token));

        var change = Assert.Single(answers, static answer => answer.Changed);
        Assert.Equal(claim.Key, change.Claim);
        Assert.All(answers, static answer => Assert.Equal(StepStatus.Cancelled, answer.Status));
    }

    [Fact]
    public async Task Of_cancel_and_completion_one_wins_and_both_know_which()
    {
        var pod = await RegisterAsync();
        for (var turn = 0; turn < 5; turn++)
        {
            var claim = await ClaimNewStepAsync(pod);

            var wins = await RaceAsync(async (store, caller) => caller % 2 == 0
                ? (await store.Operating.CancelAsync(claim.Key.StepId, "no", Token)).Changed
                : (await store.Completion.RecordAsync([Completed(claim)], Token)).Count == 1);

            var winner = Assert.Single(Enumerable.Range(0, Callers), caller => wins[caller]);
            Assert.Equal(
                winner % 2 == 0 ? StepStatus.Cancelled : StepStatus.Completed,
                (await ReadAsync(claim.Key.StepId)).Status);
        }
    }

    [Fact]
    public async Task Of_incarnations_that_register_at_once_one_stays_and_steps_are_returned_once()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(20);
        await ClaimAsync(pod, limit: 20);
        var heirs = Enumerable.Range(0, Callers).Select(_ => NewIdentity()).ToList();

        var returned = await RaceAsync((store, caller) =>
            store.Pods.RegisterAsync(RegistrationOf(heirs[caller]), Token));

        Assert.Equal(20, returned.Sum());
        var known = await Task.WhenAll(heirs.Select(heir => Store.Pods.BeatAsync(heir, running: 0, Token)));
        Assert.Single(known, static beat => beat.IsKnown);
        Assert.Equal(20, (await Store.Reading.CountAsync(Token)).ByStatus[StepStatus.Pending]);
    }

    [Fact]
    public async Task Each_silent_pod_is_evicted_by_one_leader()
    {
        var pods = await RegisterAllAsync();
        var silent = pods.Select(static pod => new SilentPod(pod, Beat: 0)).ToList();

        var evicted = await RaceAsync((store, caller) => store.Recovery.EvictAsync(
            [.. caller % 2 == 0 ? silent : Enumerable.Reverse(silent)], LongOver, Token));

        Assert.Equal(Callers, evicted.Sum(static some => some.Count));
        Assert.Equal(pods.ToHashSet(), evicted.SelectMany(static some => some).ToHashSet());
    }

    [Fact]
    public async Task Each_due_step_is_promoted_once()
    {
        await Store.Submission.SubmitAsync(
            [.. Enumerable.Range(0, 200).Select(_ => NewStep() with { Delay = TimeSpan.FromMilliseconds(5) })], Token);
        await Fixture.PassAsync(TimeSpan.FromMilliseconds(10));

        var due = await RaceAsync((store, _) => AdvanceAllAsync(store));

        Assert.Equal(200, due.Sum());
        Assert.Equal(200, (await Store.Reading.CountAsync(Token)).ByStatus[StepStatus.Pending]);
    }

    [Fact]
    public async Task Batches_with_the_same_ids_in_other_orders_store_each_step_once()
    {
        var steps = Enumerable.Range(0, 100).Select(static n => StepNamed($"s{n}")).ToList();

        var answers = await RaceAsync((store, caller) => store.Submission.SubmitAsync(
            [.. caller % 2 == 0 ? steps : Enumerable.Reverse(steps)], Token));

        var created = answers.SelectMany(static some => some)
            .Where(static answer => answer.Kind is SubmitAnswerKind.Created).ToList();
        Assert.Equal(
            steps.Select(static step => step.StepId).Order(), created.Select(static answer => answer.StepId).Order());
        Assert.Equal(100, await Store.Submission.CountWaitingAsync(1_000, Token));
    }

    [Fact]
    public async Task Of_whole_batches_that_share_a_key_one_is_stored_and_none_by_halves()
    {
        var batches = Enumerable.Range(0, Callers).Select(caller => new[]
        {
            NewStep(),
            NewStep() with { IdempotencyKey = "k", RequestHash = $"{caller}" },
            NewStep(),
        }).ToList();

        var answers = await RaceAsync((store, caller) => store.Submission.SubmitAllAsync(batches[caller], Token));

        Assert.Single(
            answers, static some => some.All(static answer => answer.Kind is SubmitAnswerKind.Created));
        Assert.Equal(3, await Store.Submission.CountWaitingAsync(100, Token));
    }

    [Fact]
    public async Task Batches_with_the_same_claims_in_other_orders_record_each_once()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(100);
        var claims = await ClaimAsync(pod, limit: 100);

        var recorded = await RaceAsync((store, caller) => store.Completion.RecordAsync(
            [.. (caller % 2 == 0 ? claims : claims.Reverse()).Select(static claim => Completed(claim))], Token));

        Assert.Equal(100, recorded.Sum(static keys => keys.Count));
        Assert.Equal(100, recorded.SelectMany(static keys => keys).Distinct().Count());
    }

    [Fact]
    public async Task Each_old_step_is_pruned_by_one()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(60);
        var claims = await ClaimAsync(pod, limit: 60);
        await Store.Completion.RecordAsync([.. claims.Select(static claim => Completed(claim))], Token);

        var pruned = await RaceAsync((store, _) =>
            store.Recovery.PruneAsync(StepStatus.Completed, LongOver, 60, Token));

        Assert.Equal(60, pruned.Sum());
    }

    [Fact]
    public async Task Each_dead_letter_is_discarded_by_one()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(40);
        var claims = await ClaimAsync(pod, limit: 40);
        await Store.Completion.RecordAsync([.. claims.Select(static claim => Failed(claim))], Token);
        var ids = claims.Select(static claim => claim.Key.StepId).ToList();

        var discarded = await RaceAsync((store, caller) => caller % 2 == 0
            ? store.Operating.DiscardAsync(ids, Token)
            : store.Operating.DiscardAsync(Echo, 40, Token));

        Assert.Equal(40, discarded.Sum());
    }

    [Fact]
    public async Task Steps_that_were_submitted_at_once_have_an_order_without_ties()
    {
        await RaceAsync((store, caller) => store.Submission.SubmitAsync(
            [.. Enumerable.Range(0, 10).Select(n => StepNamed($"s{caller}-{n}"))], Token));

        var claims = await ClaimAsync(await RegisterAsync(), limit: 100);

        Assert.Equal(80, claims.Select(static claim => claim.Sequence).Distinct().Count());
        Assert.Equal(claims.OrderBy(static claim => claim.Sequence), claims);
    }

    private async Task<IReadOnlyList<PodIdentity>> RegisterAllAsync()
    {
        var pods = new List<PodIdentity>();
        for (var i = 0; i < Callers; i++)
        {
            pods.Add(await RegisterAsync($"pod-{i}"));
        }

        return pods;
    }

    private async Task<IReadOnlyList<Claim>> ClaimAllAsync(StoreHandle store, PodIdentity pod)
    {
        var mine = new List<Claim>();
        while (await ClaimAsync(pod, limit: 20, store) is { Count: > 0 } more)
        {
            mine.AddRange(more);
        }

        return mine;
    }

    private static async Task<int> AdvanceAllAsync(StoreHandle store)
    {
        var promoted = 0;
        var due = await store.Claims.AdvanceDueAsync(30, Token);
        for (; due.NextDueIn is not null; due = await store.Claims.AdvanceDueAsync(30, Token))
        {
            promoted += due.Promoted;
        }

        return promoted + due.Promoted;
    }

    private async Task<IReadOnlyList<T>> RaceAsync<T>(Func<StoreHandle, int, Task<T>> ask)
    {
        var second = await Fixture.OpenAsync();
        using var start = new Barrier(Callers);
        var racing = Enumerable.Range(0, Callers).Select(caller => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(Token);
                return ask(caller % 2 == 0 ? Store : second, caller);
            },
            Token,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()).ToList();
        return await Task.WhenAll(racing);
    }
}
