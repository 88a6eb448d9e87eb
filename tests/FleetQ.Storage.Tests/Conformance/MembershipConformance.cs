using FleetQ.Engine.Model;

namespace FleetQ.Storage.Tests.Conformance;

public abstract class MembershipConformance : StoreConformance
{
    [Fact]
    public async Task A_registered_pod_is_listed_as_it_described_itself()
    {
        var pod = await RegisterAsync();

        var listed = Assert.Single(await Store.Reading.ListPodsAsync(Token));

        Assert.Equal(pod, listed.Identity);
        Assert.Equal(PodState.Active, listed.State);
        Assert.Equal((8, 0), (listed.CapacityMax, listed.Running));
        Assert.Equal(("1.2.3", "host-1"), (listed.Version, listed.HostName));
        Assert.Equal(["echo", "sleep"], listed.TaskTypes);
        Assert.Equal("""[{"name":"Echo"}]""", listed.Plugins);
        Assert.Equal(listed.BirthAt, listed.BeatAt);
        Assert.True(listed.BeatAge >= TimeSpan.Zero);
    }

    [Fact]
    public async Task A_beat_counts_up_and_shows_the_fleet_oldest_first()
    {
        var first = await RegisterAsync("pod-z");
        await Fixture.PassAsync(TimeSpan.FromMilliseconds(5));
        var second = await RegisterAsync("pod-a");

        await Store.Pods.BeatAsync(second, running: 3, Token);
        var beat = await Store.Pods.BeatAsync(second, running: 4, Token);

        Assert.True(beat.IsKnown);
        Assert.Equal([first, second], beat.Pods.Select(static pod => pod.Identity));
        Assert.Equal([0L, 2L], beat.Pods.Select(static pod => pod.Beat));
        Assert.Equal(4, beat.Pods[1].Running);
        Assert.Equal(0, beat.Attention);
        Assert.Null(beat.SinceRecovery);
    }

    [Fact]
    public async Task A_beat_moves_the_time_of_the_last_beat()
    {
        var pod = await RegisterAsync();
        await Fixture.PassAsync(TimeSpan.FromMilliseconds(10));

        var beat = await Store.Pods.BeatAsync(pod, running: 0, Token);

        var row = Assert.Single(beat.Pods);
        Assert.True(row.BeatAt > row.BirthAt);
        Assert.InRange(row.BeatAge, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_evicted_incarnation_is_told_so_and_its_beat_changes_nothing()
    {
        var old = await RegisterAsync();
        var current = await RegisterAsync();

        var beat = await Store.Pods.BeatAsync(old, running: 9, Token);

        Assert.False(beat.IsKnown);
        var row = Assert.Single(beat.Pods);
        Assert.Equal((current, 0L, 0), (row.Identity, row.Beat, row.Running));
    }

    [Fact]
    public async Task A_beat_does_not_revive_a_pod_that_left()
    {
        var pod = await RegisterAsync();
        await Store.Pods.LeaveAsync(pod, Token);

        var beat = await Store.Pods.BeatAsync(pod, running: 0, Token);

        Assert.False(beat.IsKnown);
        Assert.Empty(beat.Pods);
        Assert.Equal(PodState.Left, Assert.Single(await Store.Reading.ListPodsAsync(Token)).State);
    }

    [Fact]
    public async Task A_draining_pod_still_beats()
    {
        var pod = await RegisterAsync();

        Assert.True(await Store.Pods.DrainAsync(pod, Token));
        var beat = await Store.Pods.BeatAsync(pod, running: 1, Token);

        Assert.True(beat.IsKnown);
        Assert.Equal(PodState.Draining, Assert.Single(beat.Pods).State);
    }

    [Fact]
    public async Task An_evicted_incarnation_neither_drains_nor_leaves()
    {
        var old = await RegisterAsync();
        await RegisterAsync();

        Assert.False(await Store.Pods.DrainAsync(old, Token));
        Assert.False(await Store.Pods.LeaveAsync(old, Token));
        Assert.Equal(PodState.Active, Assert.Single(await Store.Reading.ListPodsAsync(Token)).State);
    }

    [Fact]
    public async Task A_restart_returns_the_steps_of_the_old_incarnation_and_counts_a_loss()
    {
        var old = await RegisterAsync();
        var claim = await ClaimNewStepAsync(old);
        var other = await RegisterAsync("pod-b");
        var kept = await ClaimNewStepAsync(other);

        var current = NewIdentity();
        var returned = await Store.Pods.RegisterAsync(RegistrationOf(current), Token);
        var step = await ReadAsync(claim.Key.StepId);

        Assert.Equal(1, returned);
        Assert.Equal((StepStatus.Pending, 1, 1), (step.Status, step.Losses, step.Attempt));
        Assert.Null(step.ClaimedBy);
        var attempt = Assert.Single(CompletionConformance.AttemptsOf(step));
        Assert.Equal("lost", attempt.GetProperty("outcome").GetString());
        Assert.Equal("pod-a", attempt.GetProperty("pod").GetString());
        Assert.Equal(StepStatus.Claimed, (await ReadAsync(kept.Key.StepId)).Status);
        var again = Assert.Single(await ClaimAsync(current));
        Assert.Equal((2L, 2, 1), (again.Key.Epoch, again.Attempt, again.Losses));
    }

    [Fact]
    public async Task A_pod_that_was_only_cut_off_returns_its_steps_and_counts_no_loss()
    {
        var claim = await ClaimNewStepAsync();

        var current = NewIdentity();
        await Store.Pods.RegisterAsync(RegistrationOf(current) with { IsNewProcess = false }, Token);

        Assert.Equal(0, (await ReadAsync(claim.Key.StepId)).Losses);
        var again = Assert.Single(await ClaimAsync(current));
        Assert.Equal((2L, 2, 0), (again.Key.Epoch, again.Attempt, again.Losses));
    }

    [Fact]
    public async Task A_restart_fails_a_step_that_has_no_retry_left()
    {
        var claim = await ClaimNewStepAsync(step: NewStep() with { MaxRetries = 0 });

        await RegisterAsync();
        var step = await ReadAsync(claim.Key.StepId);

        Assert.Equal(StepStatus.Failed, step.Status);
        Assert.Equal("pod_lost", step.Error?.Type);
        Assert.Contains("pod-a", step.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(("pod-a", 1L), (step.ClaimedBy, step.ClaimEpoch));
        Assert.NotNull(step.EndedAt);
    }

    [Fact]
    public async Task The_outcome_of_an_evicted_incarnation_is_not_recorded()
    {
        var claim = await ClaimNewStepAsync();
        await RegisterAsync();

        Assert.False(await RecordAsync(Completed(claim)));
        Assert.Equal(StepStatus.Pending, (await ReadAsync(claim.Key.StepId)).Status);
    }

    [Fact]
    public async Task A_repeated_registration_keeps_birth_and_claims()
    {
        var pod = await RegisterAsync();
        var claim = await ClaimNewStepAsync(pod);
        var birth = Assert.Single(await Store.Reading.ListPodsAsync(Token)).BirthAt;
        await Fixture.PassAsync(TimeSpan.FromMilliseconds(5));

        Assert.Equal(0, await Store.Pods.RegisterAsync(RegistrationOf(pod), Token));

        Assert.Equal(birth, Assert.Single(await Store.Reading.ListPodsAsync(Token)).BirthAt);
        Assert.Equal(StepStatus.Claimed, (await ReadAsync(claim.Key.StepId)).Status);
    }

    [Fact]
    public async Task Held_claims_are_listed_once_they_are_old_enough()
    {
        var pod = await RegisterAsync();
        var claim = await ClaimNewStepAsync(pod);
        var ended = await ClaimNewStepAsync(pod);
        await RecordAsync(Completed(ended));
        await ClaimNewStepAsync(await RegisterAsync("pod-b"));

        Assert.Empty(await Store.Pods.ListHeldAsync(pod, TimeSpan.FromHours(1), Token));
        await Fixture.PassAsync(TimeSpan.FromMilliseconds(20));
        var held = Assert.Single(await Store.Pods.ListHeldAsync(pod, TimeSpan.FromMilliseconds(20), Token));

        Assert.Equal(claim.Key, held.Key);
        Assert.True(held.Age >= TimeSpan.FromMilliseconds(20));
    }
}
