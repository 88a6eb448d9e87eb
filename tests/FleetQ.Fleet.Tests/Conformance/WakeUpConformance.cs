using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Conformance;

public abstract class WakeUpConformance(FleetStoreMaker makeStore) : IAsyncDisposable
{
    // Ten times as long as the slowest start that is allowed: a pod that only looks at its interval fails.
    private static readonly PodSettings Idle = PodSettings.Calm with
    {
        ClaimInterval = TimeSpan.FromSeconds(30),
        MaxParallelism = 1,
        CapacityThreshold = 1,
    };

    private readonly FleetUnderTest box = new(makeStore);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_that_an_idle_pod_is_given_starts_within_milliseconds()
    {
        var fleet = await box.StartAsync(1, Idle);

        var waits = await MeasureWaitsAsync(fleet.Running[0].Client, "pod-1");

        AssertWithinMilliseconds(waits);
    }

    [Fact]
    public async Task A_step_that_another_process_submitted_starts_on_an_idle_pod_within_milliseconds()
    {
        var fleet = await box.StartAsync(1, Idle);
        var busy = fleet.Running[0].Client;
        await busy.SubmitAsync(StepBody.Sleep(TimeSpan.FromSeconds(60)), Token);
        await busy.WaitForClaimsAsync(1, Token);
        await fleet.StartPodAsync("pod-2", Token);

        var waits = await MeasureWaitsAsync(busy, "pod-2");

        AssertWithinMilliseconds(waits);
    }

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static async Task<List<TimeSpan>> MeasureWaitsAsync(FleetClient client, string runsOn)
    {
        var waits = new List<TimeSpan>();
        for (var number = 0; number < 10; number++)
        {
            var stepId = await client.SubmitAsync(new StepBody("echo", new { number }), Token);
            var step = await client.WaitForEndAsync(stepId, TimeSpan.FromSeconds(60), Token);
            Assert.Equal(runsOn, step.Attempts[0].Pod);
            waits.Add(step.ClaimedAt!.Value - step.CreatedAt);
        }

        return waits;
    }

    // A machine that is busy with other things may delay single starts, but not half of them, and none for seconds.
    private static void AssertWithinMilliseconds(List<TimeSpan> waits)
    {
        waits.Sort();
        Assert.InRange(waits[waits.Count / 2], TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        Assert.InRange(waits[^1], TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }
}
