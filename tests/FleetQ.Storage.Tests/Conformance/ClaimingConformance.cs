using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Tests.Conformance;

public abstract class ClaimingConformance : StoreConformance
{
    [Fact]
    public async Task Higher_priority_is_claimed_first_and_then_the_older_step()
    {
        var low = await SubmitAsync(NewStep() with { Priority = -1 });
        var first = await SubmitAsync(NewStep());
        var second = await SubmitAsync(NewStep());
        var high = await SubmitAsync(NewStep(Sleep) with { Priority = int.MaxValue });
        var lowest = await SubmitAsync(NewStep() with { Priority = int.MinValue });
        var pod = await RegisterAsync();

        var claims = await ClaimAsync(pod, limit: 4);

        Assert.Equal([high, first, second, low], claims.Select(static claim => claim.Key.StepId));
        Assert.Equal([lowest], (await ClaimAsync(pod)).Select(static claim => claim.Key.StepId));
    }

    [Fact]
    public async Task No_more_are_claimed_than_asked_for()
    {
        await SubmitAsync(20);

        var claims = await ClaimAsync(await RegisterAsync(), limit: 7);

        Assert.Equal(7, claims.Count);
    }

    [Fact]
    public async Task Each_task_type_has_its_own_room()
    {
        await SubmitAsync(5, Echo);
        await SubmitAsync(5, Sleep);
        var pod = await RegisterAsync();

        var claims = await Store.Claims.ClaimAsync(
            new ClaimRequest(pod, 10, [new TypeRoom(Echo, 2), new TypeRoom(Sleep, 4)]), Token);

        Assert.Equal(2, claims.Count(static claim => claim.TaskType == Echo));
        Assert.Equal(4, claims.Count(static claim => claim.TaskType == Sleep));
    }

    [Fact]
    public async Task A_type_without_a_handler_is_left_and_hides_nobody()
    {
        await SubmitAsync(50, new TaskType("other"));
        var mine = await SubmitAsync(NewStep() with { Priority = -5 });
        var pod = await RegisterAsync();

        var claims = await Store.Claims.ClaimAsync(new ClaimRequest(pod, 10, [new TypeRoom(Echo, 10)]), Token);

        Assert.Equal([mine], claims.Select(static claim => claim.Key.StepId));
    }

    [Fact]
    public async Task Task_types_differ_by_case()
    {
        await SubmitAsync(NewStep(new TaskType("ECHO")));

        Assert.Empty(await ClaimAsync(await RegisterAsync()));
    }

    [Fact]
    public async Task A_claimed_step_shows_its_pod_epoch_and_attempt()
    {
        var pod = await RegisterAsync();

        var claim = await ClaimNewStepAsync(pod);
        var step = await ReadAsync(claim.Key.StepId);

        Assert.Equal(pod, claim.Pod);
        Assert.Equal(StepStatus.Claimed, step.Status);
        Assert.Equal("pod-a", step.ClaimedBy);
        Assert.Equal((1L, 1), (step.ClaimEpoch, step.Attempt));
        Assert.Equal(step.Sequence, claim.Sequence);
        Assert.NotNull(step.ClaimedAt);
        Assert.Null(step.EndedAt);
    }

    [Fact]
    public async Task A_claimed_step_is_not_claimed_again_while_its_pod_lives()
    {
        await ClaimNewStepAsync();

        Assert.Empty(await ClaimAsync(await RegisterAsync("pod-b")));
    }

    [Fact]
    public async Task A_pod_that_never_registered_claims_nothing()
    {
        await SubmitAsync(1);

        Assert.Empty(await ClaimAsync(NewIdentity()));
    }

    [Fact]
    public async Task A_pod_that_drains_left_or_was_replaced_claims_nothing()
    {
        await SubmitAsync(1);
        var draining = await RegisterAsync("pod-a");
        var gone = await RegisterAsync("pod-b");
        var replaced = await RegisterAsync("pod-c");
        await Store.Pods.DrainAsync(draining, Token);
        await Store.Pods.LeaveAsync(gone, Token);
        var successor = await RegisterAsync("pod-c");

        Assert.Empty(await ClaimAsync(draining));
        Assert.Empty(await ClaimAsync(gone));
        Assert.Empty(await ClaimAsync(replaced));
        Assert.Single(await ClaimAsync(successor));
    }

    [Fact]
    public async Task Parallel_pods_share_the_steps_and_no_step_is_claimed_twice()
    {
        await SubmitAsync(400);
        var second = await Fixture.OpenAsync();
        var pods = new List<PodIdentity>();
        for (var i = 0; i < 8; i++)
        {
            pods.Add(await RegisterAsync($"pod-{i}"));
        }

        var claims = await Task.WhenAll(pods.Select((pod, i) => Task.Run(
            async () =>
            {
                var mine = new List<Claim>();
                while (await ClaimAsync(pod, limit: 7, i % 2 == 0 ? Store : second) is { Count: > 0 } more)
                {
                    mine.AddRange(more);
                }

                return mine;
            },
            Token)));

        var all = claims.SelectMany(static mine => mine).ToList();
        Assert.Equal(400, all.Count);
        Assert.Equal(400, all.Select(static claim => claim.Key.StepId).Distinct().Count());
        Assert.All(all, static claim => Assert.Equal(1, claim.Key.Epoch));
    }

    [Fact]
    public async Task A_step_that_is_not_due_is_claimed_only_once_it_was_promoted()
    {
        var stepId = await SubmitAsync(NewStep() with { Delay = TimeSpan.FromMilliseconds(50) });
        var pod = await RegisterAsync();
        Assert.Empty(await ClaimAsync(pod));

        await Fixture.PassAsync(TimeSpan.FromMilliseconds(50));
        var due = await Store.Claims.AdvanceDueAsync(10, Token);

        Assert.Equal((1, 0), (due.Promoted, due.Expired));
        Assert.Null(due.NextDueIn);
        Assert.Equal(stepId, Assert.Single(await ClaimAsync(pod)).Key.StepId);
    }

    [Fact]
    public async Task The_time_of_the_next_due_step_is_told()
    {
        Assert.Null((await Store.Claims.AdvanceDueAsync(10, Token)).NextDueIn);
        await SubmitAsync(NewStep() with { Delay = TimeSpan.FromHours(2) });
        await SubmitAsync(NewStep() with { TimeToLive = TimeSpan.FromHours(1) });

        var due = await Store.Claims.AdvanceDueAsync(10, Token);

        Assert.Equal((0, 0), (due.Promoted, due.Expired));
        Assert.NotNull(due.NextDueIn);
        Assert.InRange(due.NextDueIn.Value, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task An_expired_step_is_never_claimed_and_ends_as_expired()
    {
        var pending = await SubmitAsync(NewStep() with { TimeToLive = TimeSpan.FromMilliseconds(20) });
        var scheduled = await SubmitAsync(NewStep() with
        {
            Delay = TimeSpan.FromMilliseconds(20),
            TimeToLive = TimeSpan.FromMilliseconds(20),
        });
        var pod = await RegisterAsync();
        await Fixture.PassAsync(TimeSpan.FromMilliseconds(20));
        Assert.Empty(await ClaimAsync(pod));

        var due = await Store.Claims.AdvanceDueAsync(10, Token);

        Assert.Equal((0, 2), (due.Promoted, due.Expired));
        Assert.Equal(StepStatus.Expired, (await ReadAsync(pending)).Status);
        var step = await ReadAsync(scheduled);
        Assert.Equal(StepStatus.Expired, step.Status);
        Assert.NotNull(step.EndedAt);
        Assert.Empty(await ClaimAsync(pod));
    }

    [Fact]
    public async Task An_expiry_does_not_touch_a_step_that_was_started_in_time()
    {
        var pod = await RegisterAsync();
        var timeToLive = TimeSpan.FromMilliseconds(500);
        Claim? claim;

        // However slow the store is: it is claimed in time at last.
        do
        {
            timeToLive *= 2;
            await SubmitAsync(NewStep() with { TimeToLive = timeToLive });
            claim = (await ClaimAsync(pod)).SingleOrDefault();
        }
        while (claim is null);
        await Fixture.PassAsync(timeToLive);

        await Store.Claims.AdvanceDueAsync(10, Token);

        Assert.Equal(StepStatus.Claimed, (await ReadAsync(claim.Key.StepId)).Status);
        Assert.True(await RecordAsync(Completed(claim)));
    }

    [Fact]
    public async Task No_more_are_advanced_than_the_limit_and_the_rest_is_due_at_once()
    {
        var steps = Enumerable.Range(0, 5).Select(_ => NewStep() with { Delay = TimeSpan.FromMilliseconds(10) });
        await Store.Submission.SubmitAsync([.. steps], Token);
        await Fixture.PassAsync(TimeSpan.FromMilliseconds(10));

        var first = await Store.Claims.AdvanceDueAsync(3, Token);
        var second = await Store.Claims.AdvanceDueAsync(3, Token);

        Assert.Equal(3, first.Promoted);
        Assert.Equal(TimeSpan.Zero, first.NextDueIn);
        Assert.Equal(2, second.Promoted);
        Assert.Null(second.NextDueIn);
    }
}
