using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Conformance;

public abstract class StoreOutageConformance(FleetStoreMaker makeStore) : IAsyncDisposable
{
    private readonly FleetUnderTest box = new(makeStore);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_takes_no_writes_for_a_while_costs_no_step_an_attempt_and_no_pod_its_place()
    {
        var fleet = await box.StartAsync(3, PodSettings.Calm);
        var client = fleet.Running[0].Client;
        await client.WaitForLivePodsAsync(["pod-1", "pod-2", "pod-3"], Token);
        var births = await client.ReadBirthsAsync(Token);
        var stepIds = await SubmitNapsAsync(client, maxRetries: 0);

        await HoldWritesAsync(fleet.Store, TimeSpan.FromSeconds(4));
        var steps = await client.WaitForEndsAsync(stepIds, Eventually.LongPatience, Token);

        Assert.All(steps, StepAudit.AssertRanOnce);
        Assert.Equal(births, await client.ReadBirthsAsync(Token));
    }

    [Fact]
    public async Task A_store_that_takes_no_writes_over_the_threshold_lets_no_pod_evict_another_and_every_step_ends()
    {
        var settings = new PodSettings();
        var fleet = await box.StartAsync(3, settings);
        var client = fleet.Running[0].Client;
        await client.WaitForLivePodsAsync(["pod-1", "pod-2", "pod-3"], Token);
        var stepIds = await SubmitNapsAsync(client, maxRetries: 5);

        await HoldWritesAsync(fleet.Store, settings.DeadPodThreshold * 2);
        var steps = await client.WaitForEndsAsync(stepIds, Eventually.LongPatience, Token);

        Assert.All(steps, step => Assert.Equal("completed", step.Status));
        Assert.All(fleet.Started, pod => Assert.True(pod.IsRunning));
        Assert.Contains(fleet.Started, pod => pod.HasLogged("fences itself"));
        Assert.DoesNotContain(fleet.Started, pod => fleet.HasEvicted(pod.PodId));
    }

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static Task<IReadOnlyList<string>> SubmitNapsAsync(FleetClient client, int maxRetries)
    {
        var nap = StepBody.Sleep(TimeSpan.FromSeconds(0.2)) with { MaxRetries = maxRetries };
        return client.SubmitBatchAsync(Enumerable.Repeat(nap, 150), Token);
    }

    private static async Task HoldWritesAsync(IFleetStore store, TimeSpan time)
    {
        await using var held = await store.HoldWritesAsync(Token);
        await RealTime.PassAsync(time, Token);
    }
}
