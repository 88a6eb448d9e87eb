using System.Diagnostics;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Conformance;

public abstract class WakeUpConformance(FleetStoreMaker makeStore) : IAsyncDisposable
{
    // Far longer than any start that is allowed: a pod that only looks at its interval fails.
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

        await AssertStartedAtOnceAsync(fleet.Running[0].Client, "pod-1");
    }

    [Fact]
    public async Task A_step_that_another_process_submitted_starts_on_an_idle_pod_within_milliseconds()
    {
        var fleet = await box.StartAsync(1, Idle);
        var busy = fleet.Running[0].Client;
        await busy.SubmitAsync(StepBody.Sleep(TimeSpan.FromMinutes(10)), Token);
        await busy.WaitForClaimsAsync(1, Token);
        await fleet.StartPodAsync("pod-2", Token);

        await AssertStartedAtOnceAsync(busy, "pod-2");
    }

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // Against what a submit takes on this machine and store: a machine that is slow at one is slow at the other. It may
    // delay single starts for a while, but not half of them.
    private static async Task AssertStartedAtOnceAsync(FleetClient client, string runsOn)
    {
        var (submits, waits) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var number = 0; number < 10; number++)
        {
            var submitting = Stopwatch.StartNew();
            var stepId = await client.SubmitAsync(new StepBody("echo", new { number }), Token);
            submits.Add(submitting.Elapsed);
            var step = await client.WaitForEndAsync(stepId, Eventually.Patience, Token);
            Assert.Equal(runsOn, step.Attempts[0].Pod);
            waits.Add(step.ClaimedAt!.Value - step.CreatedAt);
        }

        submits.Sort();
        waits.Sort();
        var usual = submits[submits.Count / 2].TotalMilliseconds;
        var atOnce = TimeSpan.FromMilliseconds(Math.Clamp(20 * usual, 100, 2_000));
        Assert.InRange(waits[waits.Count / 2], TimeSpan.Zero, atOnce);
        Assert.InRange(waits[^1], TimeSpan.Zero, Idle.ClaimInterval / 3);
    }
}
