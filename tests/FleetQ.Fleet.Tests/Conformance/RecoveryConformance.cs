using System.Diagnostics;
using System.Net;
using System.Text.Json;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Conformance;

public abstract class RecoveryConformance(FleetStoreMaker makeStore) : IAsyncDisposable
{
    private static readonly PodSettings ByHand = new() { RecoveryInterval = TimeSpan.FromHours(1) };
    private static readonly StepBody LongNap = StepBody.Sleep(TimeSpan.FromMinutes(10));
    private readonly FleetUnderTest box = new(makeStore);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dead_pods_step_fails_without_retries_and_runs_once_more_with_one()
    {
        var fleet = await box.StartAsync(1, new PodSettings());
        var dying = fleet.Running[0];
        var nap = StepBody.Sleep(TimeSpan.FromSeconds(5));
        var stepIds = await dying.Client.SubmitBatchAsync(
            [nap with { MaxRetries = 0 }, nap with { MaxRetries = 1 }], Token);
        await dying.Client.WaitForClaimsAsync(2, Token);

        await dying.KillAsync(Token);
        var next = await fleet.StartPodAsync("pod-2", Token);
        var steps = await next.Client.WaitForEndsAsync(stepIds, TimeSpan.FromMinutes(2), Token);

        Assert.Equal("failed", steps[0].Status);
        Assert.Equal("pod-1", Assert.Single(steps[0].Attempts).Pod);
        Assert.Contains("pod-1", steps[0].Error, StringComparison.Ordinal);
        Assert.Equal("completed", steps[1].Status);
        Assert.Equal(["lost", "completed"], steps[1].Attempts.Select(attempt => attempt.Outcome));
        Assert.Equal(["pod-1", "pod-2"], steps[1].Attempts.Select(attempt => attempt.Pod));
    }

    [Fact]
    public async Task A_pod_that_restarts_under_its_id_gets_its_steps_back_without_waiting_for_the_threshold()
    {
        var settings = new PodSettings { DeadPodThreshold = 2 * Eventually.Patience };
        var fleet = await box.StartAsync(1, settings);
        var stepId = await fleet.Running[0].Client.SubmitAsync(StepBody.Sleep(TimeSpan.FromSeconds(5)), Token);
        await fleet.Running[0].Client.WaitForClaimsAsync(1, Token);

        var killed = Stopwatch.StartNew();
        await fleet.Running[0].KillAsync(Token);
        var again = await fleet.StartPodAsync("pod-1", Token);
        var step = await again.Client.WaitForEndAsync(stepId, settings.DeadPodThreshold - killed.Elapsed, Token);

        Assert.Equal("completed", step.Status);
        Assert.Equal(["lost", "completed"], step.Attempts.Select(attempt => attempt.Outcome));
    }

    [Fact]
    public async Task Recovery_by_hand_shows_in_a_dry_run_what_it_then_does_on_the_leader()
    {
        var fleet = await StartWithOrphansAsync();
        var leader = fleet.Running[0].Client;

        var dry = await FindDeadAsync(leader, dryRun: true);
        var counts = await leader.ReadQueueAsync(Token);
        var wet = await FindDeadAsync(leader, dryRun: false);

        AssertSummary(dry);
        Assert.Equal(2, counts.GetProperty("claimed").GetInt32());
        Assert.Equal(0, counts.GetProperty("failed").GetInt32());
        AssertSummary(wet);
        Assert.Equal(1, (await leader.ReadQueueAsync(Token)).GetProperty("failed").GetInt32());
    }

    [Fact]
    public async Task Recovery_by_hand_is_refused_by_a_pod_that_does_not_lead_and_names_the_leader()
    {
        var fleet = await box.StartAsync(2, PodSettings.Calm with { RecoveryInterval = TimeSpan.FromHours(1) });
        await fleet.Running[1].Client.WaitForLivePodsAsync(["pod-1", "pod-2"], Token);

        var (code, body) = await fleet.Running[1].Client.RunRecoveryAsync(force: false, dryRun: false, Token);
        var (forced, _) = await fleet.Running[1].Client.RunRecoveryAsync(force: true, dryRun: false, Token);

        Assert.Equal(HttpStatusCode.Forbidden, code);
        Assert.Contains("pod-1", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, forced);
    }

    [Fact]
    public async Task Recovery_by_hand_is_refused_while_a_cycle_runs()
    {
        var fleet = await box.StartAsync(1, PodSettings.Calm with { RecoveryInterval = TimeSpan.FromHours(1) });
        var leader = fleet.Running[0].Client;

        // The first cycle waits for its turn to write, and the other meets it.
        var held = await fleet.Store.HoldWritesAsync(Token);
        var one = leader.RunRecoveryAsync(force: false, dryRun: false, Token);
        var other = leader.RunRecoveryAsync(force: false, dryRun: false, Token);
        var refused = await await Task.WhenAny(one, other);
        await held.DisposeAsync();
        var all = await Task.WhenAll(one, other);

        Assert.Equal(HttpStatusCode.Conflict, refused.Code);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], all.Select(answer => answer.Code).Order());
    }

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // A pod that missed a beat itself trusts what it saw of others no more, and finds nobody dead for a while.
    private static async Task<JsonElement> FindDeadAsync(FleetClient leader, bool dryRun) =>
        (JsonElement)await Eventually.FindAsync(
            "a pass finds the dead pod",
            Eventually.Patience,
            async () => await RunAsync(leader, dryRun) is var found && Number(found, "dead_pods_found") == 1
                ? (object)found
                : null,
            Token);

    // Pod-1 leads and is full with a step of its own, so that what the dead pod held waits to be seen.
    private async Task<FleetInABox> StartWithOrphansAsync()
    {
        var fleet = await box.PrepareAsync(ByHand);
        var settings = ByHand with { MaxParallelism = 1, CapacityThreshold = 1 };
        var leader = fleet.Launch("pod-1", settings);
        await leader.WaitUntilReadyAsync(Token);
        await leader.Client.SubmitAsync(LongNap, Token);
        await leader.Client.WaitForClaimsAsync(1, Token);
        var dying = fleet.Launch("pod-2", settings);
        await dying.WaitUntilReadyAsync(Token);
        await dying.Client.SubmitAsync(LongNap with { MaxRetries = 0 }, Token);
        await dying.Client.WaitForClaimsAsync(2, Token);
        await dying.KillAsync(Token);
        return fleet;
    }

    private static async Task<JsonElement> RunAsync(FleetClient client, bool dryRun)
    {
        var (code, body) = await client.RunRecoveryAsync(force: false, dryRun, Token);
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Equal("completed", body.GetProperty("status").GetString());
        return body;
    }

    private static void AssertSummary(JsonElement body)
    {
        var summary = body.GetProperty("recovery_summary");
        Assert.StartsWith("recovery_", summary.GetProperty("cycle_id").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, Number(body, "orphaned_steps_found"));
        Assert.Equal(0, Number(body, "steps_requeued"));
        Assert.Equal(1, Number(body, "steps_marked_terminal"));
        Assert.Equal("pod-2", Assert.Single(summary.GetProperty("dead_pods").EnumerateArray()).GetString());
        Assert.Equal(1, body.GetProperty("stats").GetProperty("terminal_failures").GetInt32());
    }

    private static int Number(JsonElement body, string name) =>
        body.GetProperty("recovery_summary").GetProperty(name).GetInt32();
}
