using FleetQ.TestKit.Fleet;
using FleetQ.TestKit.Stores;

namespace FleetQ.Fleet.Tests;

/// <summary>Hosts on the Snowflake emulator, where each statement takes as long as over a network.</summary>
public sealed class SnowflakeFleetTests : IAsyncLifetime
{
    private readonly FleetUnderTest box = new();
    private SnowflakeEmulator? emulator;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(SnowflakeEmulator.Absence is not null, SnowflakeEmulator.Absence ?? "");
        emulator = await SnowflakeEmulator.StartAsync("--latency-ms", "50-300");
    }

    [Fact]
    public async Task Two_pods_run_each_of_200_steps_once_and_both_take_part()
    {
        var fleet = await box.StartAsync(2, On(emulator!, PodSettings.Calm));
        var effects = Path.Combine(fleet.Folder, "effects");
        var keys = Enumerable.Range(0, 200).Select(number => $"key-{number:0000}").ToList();

        var client = fleet.Running[0].Client;
        var stepIds = await client.SubmitBatchAsync(keys.Select(key => StepBody.Count(effects, key)), Token);
        var steps = await client.WaitForEndsAsync(stepIds, TimeSpan.FromSeconds(120), Token);

        Assert.Equal(keys, (await File.ReadAllLinesAsync(effects, Token)).Order(StringComparer.Ordinal));
        Assert.All(steps, step => Assert.Equal("completed", step.Status));
        Assert.All(steps, step => Assert.Equal("completed", Assert.Single(step.Attempts).Outcome));
        Assert.Equal(
            ["pod-1", "pod-2"],
            steps.Select(step => step.Attempts[0].Pod).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_steps_of_a_killed_pod_run_on_the_other()
    {
        var fleet = await box.StartAsync(
            2,
            On(emulator!, new PodSettings
            {
                HeartbeatInterval = TimeSpan.FromSeconds(1),
                DeadPodThreshold = TimeSpan.FromSeconds(10),
                RecoveryInterval = TimeSpan.FromSeconds(1),
            }));
        var runs = fleet.Running[1];
        var stepId = await runs.Client.SubmitAsync(StepBody.Sleep(TimeSpan.FromSeconds(30)), Token);
        var holder = await Deadline.FindAsync(
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

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        if (emulator is not null)
        {
            await emulator.DisposeAsync();
        }
    }

    private static PodSettings On(SnowflakeEmulator emulator, PodSettings settings) => settings with
    {
        Others = new Dictionary<string, string?>
        {
            ["STORAGE_MODE"] = "snowflake",
            ["SQLITE_DB_PATH"] = null,
            ["SNOWFLAKE_CONNECTION"] = emulator.Connection,
            ["SNOWFLAKE_TRANSPORT"] = "rest",
        },
    };
}
