using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Snowflake;

/// <summary>Hosts on the Snowflake emulator, where each statement takes as long as over a network.</summary>
public sealed class SnowflakeFleetTests : IAsyncDisposable
{
    private readonly FleetUnderTest box = new(FleetEngines.Snowflake);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_pods_run_each_of_200_steps_once_and_both_take_part()
    {
        var fleet = await box.StartAsync(2, PodSettings.Calm);
        var effects = Path.Combine(fleet.Folder, "effects");
        var keys = Enumerable.Range(0, 200).Select(number => $"key-{number:0000}").ToList();

        // To each a half: only the pod that stored a step hears of it at once.
        var bodies = keys.Select(key => StepBody.Count(effects, key)).ToList();
        var halves = fleet.Running.Zip(
            bodies.Chunk(keys.Count / 2), (pod, half) => pod.Client.SubmitBatchAsync(half, Token));
        var stepIds = (await Task.WhenAll(halves)).SelectMany(static ids => ids).ToList();
        var steps = await fleet.Running[0].Client.WaitForEndsAsync(stepIds, Eventually.LongPatience, Token);

        Assert.Equal(keys, (await File.ReadAllLinesAsync(effects, Token)).Order(StringComparer.Ordinal));
        Assert.All(steps, StepAudit.AssertRanOnce);
        Assert.Equal(
            ["pod-1", "pod-2"],
            steps.Select(step => step.Attempts[0].Pod).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_steps_of_a_killed_pod_run_on_the_other()
    {
        var fleet = await box.StartAsync(
            2,
            new PodSettings
            {
                HeartbeatInterval = TimeSpan.FromSeconds(1),
                DeadPodThreshold = TimeSpan.FromSeconds(10),
                RecoveryInterval = TimeSpan.FromSeconds(1),
            });
        var runs = fleet.Running[1];
        var stepId = await runs.Client.SubmitAsync(StepBody.Sleep(TimeSpan.FromSeconds(30)), Token);
        var holder = await Eventually.FindAsync(
            "a pod runs the step",
            TimeSpan.FromSeconds(60),
            async () => (await runs.Client.ReadAsync(stepId, Token)).ClaimedBy,
            Token);
        var (dead, alive) = holder == "pod-1"
            ? (fleet.Running[0], fleet.Running[1])
            : (fleet.Running[1], fleet.Running[0]);

        await dead.KillAsync(Token);

        var step = await alive.Client.WaitForEndAsync(stepId, TimeSpan.FromSeconds(120), Token);
        Assert.Equal("completed", step.Status);
        Assert.Equal(["lost", "completed"], step.Attempts.Select(attempt => attempt.Outcome));
        Assert.Equal(alive.PodId, step.ClaimedBy);
    }

    public ValueTask DisposeAsync() => box.DisposeAsync();
}
