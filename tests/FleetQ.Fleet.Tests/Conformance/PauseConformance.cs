using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Conformance;

public abstract class PauseConformance(FleetStoreMaker makeStore) : IAsyncDisposable
{
    // Timers and the store count with different clocks, of some milliseconds each.
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(50);
    private readonly FleetUnderTest box = new(makeStore);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("pod-1")]
    [InlineData("pod-2")]
    public async Task A_pod_that_stood_still_over_the_threshold_drops_its_claims_and_comes_back_as_a_new_incarnation(
        string paused)
    {
        var fleet = await box.StartAsync(2, new PodSettings { MaxParallelism = 3, CapacityThreshold = 1 });
        var still = fleet.Running.Single(pod => pod.PodId == paused);
        var other = fleet.Running.Single(pod => pod.PodId != paused);
        var nap = TimeSpan.FromSeconds(6);
        var births = await other.Client.ReadBirthsAsync(Token);
        var stepIds = await still.Client.SubmitBatchAsync(Enumerable.Repeat(StepBody.Sleep(nap), 6), Token);
        await other.Client.WaitForClaimsAsync(6, Token);

        // A pod that stops inside a write would hold SQLite's file, and then nobody could evict it.
        await using (await fleet.Store.HoldWritesAsync(Token))
        {
            await still.PauseAsync(Token);
        }

        await Eventually.HoldsAsync(
            $"{paused} is evicted",
            Eventually.LongPatience,
            () => Task.FromResult(fleet.HasEvicted(paused)),
            Token);
        still.Resume();

        await other.Client.WaitForLivePodsAsync(["pod-1", "pod-2"], Token);
        var steps = await other.Client.WaitForEndsAsync(stepIds, Eventually.LongPatience, Token);
        Assert.True((await other.Client.ReadBirthsAsync(Token))[paused] > births[paused]);
        Assert.Equal(other.PodId, await still.Client.FindLeaderAsync(Token));
        var lost = steps.Where(step => step.Attempts.Count > 1).ToList();
        Assert.Equal(3, lost.Count);
        Assert.All(lost, step => Assert.Equal("lost", step.Attempts[0].Outcome));
        Assert.All(lost, step => Assert.Equal("completed", step.Attempts[^1].Outcome));

        // A lost step runs alone: a pod that claimed several gives the others back at once.
        var between = lost.SelectMany(step => step.Attempts.Skip(1).SkipLast(1));
        Assert.All(between, attempt => Assert.Equal("released", attempt.Outcome));
        Assert.All(lost, step => Assert.Equal(paused, step.Attempts[0].Pod));

        // An outcome of the lost claim would end the last attempt before the handler has slept enough.
        Assert.All(steps, step => Assert.True(step.Attempts[^1].Ended - step.Attempts[^1].Started >= nap - Early));
        Assert.True(still.HasLogged("fences itself") || still.HasLogged("was evicted by the fleet"));
    }

    [Fact]
    public async Task In_a_fleet_that_stood_still_as_a_whole_no_pod_evicts_another()
    {
        var settings = new PodSettings();
        var fleet = await box.StartAsync(3, settings);
        var client = fleet.Running[0].Client;
        await client.WaitForLivePodsAsync(["pod-1", "pod-2", "pod-3"], Token);

        fleet.Running.ToList().ForEach(pod => pod.Pause());
        await RealTime.PassAsync(2 * settings.DeadPodThreshold, Token);
        fleet.Running.ToList().ForEach(pod => pod.Resume());
        var nap = StepBody.Sleep(TimeSpan.FromSeconds(0.5));
        var stepIds = await client.SubmitBatchAsync(Enumerable.Repeat(nap, 60), Token);
        await client.WaitForEndsAsync(stepIds, Eventually.LongPatience, Token);

        Assert.DoesNotContain(fleet.Started, pod => fleet.HasEvicted(pod.PodId));
    }

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
