using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Tests.Conformance;

public abstract class RecoveryConformance : StoreConformance
{
    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(30);

    [Fact]
    public async Task A_pod_that_stayed_silent_over_the_threshold_is_evicted_once()
    {
        var pod = await RegisterAsync();
        await Fixture.PassAsync(Threshold * 2);

        var evicted = await Store.Recovery.EvictAsync([new SilentPod(pod, Beat: 0)], Threshold, Token);
        var again = await Store.Recovery.EvictAsync([new SilentPod(pod, Beat: 0)], Threshold, Token);

        Assert.Equal([pod], evicted);
        Assert.Empty(again);
        Assert.Equal(PodState.Evicted, Assert.Single(await Store.Reading.ListPodsAsync(Token)).State);
        Assert.False((await Store.Pods.BeatAsync(pod, running: 0, Token)).IsKnown);
    }

    [Fact]
    public async Task A_pod_that_beat_since_it_was_watched_is_spared()
    {
        var pod = await RegisterAsync();
        await Store.Pods.BeatAsync(pod, running: 0, Token);
        await Fixture.PassAsync(Threshold * 2);

        Assert.Empty(await Store.Recovery.EvictAsync([new SilentPod(pod, Beat: 0)], Threshold, Token));
    }

    [Fact]
    public async Task A_pod_within_the_threshold_is_spared()
    {
        var pod = await RegisterAsync();

        Assert.Empty(await Store.Recovery.EvictAsync([new SilentPod(pod, Beat: 0)], TimeSpan.FromHours(1), Token));
    }

    [Fact]
    public async Task A_new_incarnation_is_not_evicted_for_the_silence_of_the_old_one()
    {
        var old = await RegisterAsync();
        await Fixture.PassAsync(Threshold * 2);
        await RegisterAsync();

        Assert.Empty(await Store.Recovery.EvictAsync([new SilentPod(old, Beat: 0)], TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Orphans_are_the_claims_of_pods_that_can_hold_none()
    {
        var evicted = await RegisterAsync("pod-a");
        var orphaned = await ClaimNewStepAsync(evicted, NewStep() with { MaxRetries = 0 });
        await Fixture.PassAsync(Threshold * 2);
        var alive = await RegisterAsync("pod-b");
        await ClaimNewStepAsync(alive);
        var left = await RegisterAsync("pod-c");
        var leftBehind = await ClaimNewStepAsync(left);
        await Store.Recovery.EvictAsync([new SilentPod(evicted, Beat: 0)], Threshold, Token);
        await Store.Pods.LeaveAsync(left, Token);

        var orphans = await Store.Recovery.ListOrphansAsync([], afterSequence: 0, limit: 10, Token);

        Assert.Equal(
            [
                new Orphan(orphaned.Key, new PodId("pod-a"), HasRetriesLeft: false),
                new Orphan(leftBehind.Key, new PodId("pod-c"), HasRetriesLeft: true),
            ],
            orphans.Select(static orphan => orphan.Orphan));
    }

    [Fact]
    public async Task A_dry_run_lists_the_orphans_of_pods_that_still_live()
    {
        var pod = await RegisterAsync();
        var claim = await ClaimNewStepAsync(pod);

        Assert.Empty(await Store.Recovery.ListOrphansAsync([], afterSequence: 0, limit: 10, Token));
        var orphan = Assert.Single(await Store.Recovery.ListOrphansAsync([pod], afterSequence: 0, limit: 10, Token));

        Assert.Equal(claim.Key, orphan.Orphan.Key);
        Assert.Equal(StepStatus.Claimed, (await ReadAsync(claim.Key.StepId)).Status);
    }

    [Fact]
    public async Task Orphans_come_in_pages_by_order_of_submission()
    {
        var pod = await RegisterAsync();
        var stepIds = await SubmitAsync(5);
        await ClaimAsync(pod);
        await Store.Pods.LeaveAsync(pod, Token);

        var found = new List<SequencedOrphan>();
        while (await Store.Recovery.ListOrphansAsync([], found.LastOrDefault()?.Sequence ?? 0, limit: 2, Token)
            is { Count: > 0 } page)
        {
            found.AddRange(page);
        }

        Assert.Equal(stepIds, found.Select(static orphan => orphan.Orphan.Key.StepId));
    }

    [Fact]
    public async Task Orphans_are_returned_or_failed_once()
    {
        var pod = await RegisterAsync();
        var retriable = await ClaimNewStepAsync(pod);
        var last = await ClaimNewStepAsync(pod, NewStep() with { MaxRetries = 0 });
        await Store.Pods.LeaveAsync(pod, Token);

        var returned = await Store.Recovery.ReturnAsync([retriable.Key, last.Key], Token);
        var again = await Store.Recovery.ReturnAsync([retriable.Key, last.Key], Token);

        Assert.Equal(
            new HashSet<ReturnedStep>
            {
                new(retriable.Key.StepId, StepStatus.Pending),
                new(last.Key.StepId, StepStatus.Failed),
            },
            returned.ToHashSet());
        Assert.Empty(again);
        var failed = await ReadAsync(last.Key.StepId);
        Assert.Equal((StepStatus.Failed, 1, "pod_lost"), (failed.Status, failed.Losses, failed.Error?.Type));
        Assert.Equal(1, (await ReadAsync(retriable.Key.StepId)).Losses);
    }

    [Fact]
    public async Task A_claim_whose_pod_lives_is_not_returned()
    {
        var claim = await ClaimNewStepAsync();

        Assert.Empty(await Store.Recovery.ReturnAsync([claim.Key], Token));
        Assert.Equal(StepStatus.Claimed, (await ReadAsync(claim.Key.StepId)).Status);
    }

    [Fact]
    public async Task A_step_that_others_claimed_since_is_not_returned()
    {
        var dead = await RegisterAsync("pod-a");
        var stale = await ClaimNewStepAsync(dead);
        await Store.Pods.LeaveAsync(dead, Token);
        await Store.Recovery.ReturnAsync([stale.Key], Token);
        var fresh = Assert.Single(await ClaimAsync(await RegisterAsync("pod-b")));

        Assert.Empty(await Store.Recovery.ReturnAsync([stale.Key], Token));
        Assert.True(await RecordAsync(Completed(fresh)));
    }

    [Fact]
    public async Task Two_leaders_at_once_return_each_orphan_once()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(60);
        var claims = await ClaimAsync(pod, limit: 60);
        await Store.Pods.LeaveAsync(pod, Token);
        var second = await Fixture.OpenAsync();
        var keys = claims.Select(static claim => claim.Key).ToList();

        var returned = await Task.WhenAll(new[] { Store, second, Store, second }.Select(store => Task.Run(
            () => store.Recovery.ReturnAsync(keys, Token), Token)));

        var all = returned.SelectMany(static steps => steps).ToList();
        Assert.Equal(60, all.Count);
        Assert.Equal(60, all.Select(static step => step.StepId).Distinct().Count());
    }

    [Fact]
    public async Task A_step_that_kills_its_pods_fails_after_its_retries()
    {
        var stepId = await SubmitAsync(NewStep() with { MaxRetries = 2 });
        for (var i = 0; i < 3; i++)
        {
            var claim = Assert.Single(await ClaimAsync(await RegisterAsync()));
            Assert.Equal((i + 1, i), (claim.Attempt, claim.Losses));
        }

        await RegisterAsync();
        var step = await ReadAsync(stepId);

        Assert.Equal((StepStatus.Failed, 3, 3), (step.Status, step.Attempt, step.Losses));
        Assert.Equal(2, CompletionConformance.AttemptsOf(step).Count);
    }

    [Fact]
    public async Task Old_ended_steps_are_pruned_oldest_first_and_others_stay()
    {
        var pod = await RegisterAsync();
        var claims = new List<Claim>();
        for (var i = 0; i < 3; i++)
        {
            claims.Add(await ClaimNewStepAsync(pod));
            await RecordAsync(Completed(claims[i]));
            await Fixture.PassAsync(TimeSpan.FromMilliseconds(5));
        }

        var failed = await ClaimNewStepAsync(pod);
        await RecordAsync(Failed(failed));
        var open = await SubmitAsync(NewStep());
        await Fixture.PassAsync(TimeSpan.FromMilliseconds(20));

        Assert.Equal(0, await Store.Recovery.PruneAsync(StepStatus.Completed, TimeSpan.FromHours(1), 10, Token));
        Assert.Equal(2, await Store.Recovery.PruneAsync(StepStatus.Completed, TimeSpan.FromMilliseconds(20), 2, Token));
        Assert.NotNull(await Store.Reading.FindStepAsync(claims[2].Key.StepId, Token));
        Assert.Equal(1, await Store.Recovery.PruneAsync(StepStatus.Completed, TimeSpan.FromMilliseconds(20), 2, Token));

        Assert.Equal(StepStatus.Failed, (await ReadAsync(failed.Key.StepId)).Status);
        Assert.Equal(StepStatus.Pending, (await ReadAsync(open)).Status);
    }

    [Fact]
    public async Task Gone_pods_are_forgotten_once_they_hold_nothing()
    {
        var holder = await RegisterAsync("pod-a");
        var claim = await ClaimNewStepAsync(holder);
        var empty = await RegisterAsync("pod-b");
        var alive = await RegisterAsync("pod-c");
        await Store.Pods.LeaveAsync(holder, Token);
        await Store.Pods.LeaveAsync(empty, Token);
        await Fixture.PassAsync(TimeSpan.FromMilliseconds(20));

        Assert.Equal(0, await Store.Recovery.ForgetPodsAsync(TimeSpan.FromHours(1), Token));
        Assert.Equal(1, await Store.Recovery.ForgetPodsAsync(TimeSpan.FromMilliseconds(20), Token));
        await Store.Recovery.ReturnAsync([claim.Key], Token);
        Assert.Equal(1, await Store.Recovery.ForgetPodsAsync(TimeSpan.FromMilliseconds(20), Token));

        Assert.Equal(alive, Assert.Single(await Store.Reading.ListPodsAsync(Token)).Identity);
    }

    [Fact]
    public async Task The_end_of_a_pass_is_told_by_the_next_beat()
    {
        var pod = await RegisterAsync();

        await Store.Recovery.RecordPassAsync(Token);
        var beat = await Store.Pods.BeatAsync(pod, running: 0, Token);

        Assert.NotNull(beat.SinceRecovery);
        Assert.InRange(beat.SinceRecovery.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }
}
