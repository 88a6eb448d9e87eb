using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Conformance;

public abstract class CapacityConformance(FleetStoreMaker makeStore) : IAsyncDisposable
{
    // A pod whose claims take as long as its steps rightly claims ahead.
    private static readonly TimeSpan LongerThanAnyClaim = TimeSpan.FromSeconds(3);
    private readonly FleetUnderTest box = new(makeStore);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pod_with_parallelism_5_and_threshold_0_8_never_runs_more_than_4_of_12_steps_at_once()
    {
        var fleet = await box.StartAsync(1, PodSettings.Calm with { MaxParallelism = 5, CapacityThreshold = 0.8 });
        var client = fleet.Running[0].Client;

        var stepIds = await client.SubmitBatchAsync(
            Enumerable.Repeat(StepBody.Sleep(LongerThanAnyClaim), 12), Token);
        var claimedMost = await WatchClaimsAsync(client, steps: 12);

        var steps = await client.WaitForEndsAsync(stepIds, Eventually.Patience, Token);
        Assert.Equal(4, claimedMost);
        Assert.Equal(4, MostAtOnce(steps.Select(step => Assert.Single(step.Attempts))));
    }

    [Fact]
    public async Task Steps_that_wait_for_a_busy_pod_run_by_priority()
    {
        var (client, sleeper, effects) = await StartBusyPodAsync();

        foreach (var priority in new[] { 0, 10, 5 })
        {
            await client.SubmitAsync(StepBody.Count(effects, $"{priority}") with { Priority = priority }, Token);
        }

        await client.CancelAsync(sleeper, Token);

        Assert.Equal(["10", "5", "0"], await WaitForLinesAsync(effects, 3));
    }

    [Fact]
    public async Task Steps_of_equal_priority_run_in_the_order_of_submission()
    {
        var (client, sleeper, effects) = await StartBusyPodAsync();
        var keys = Enumerable.Range(0, 30).Select(number => $"{number}").ToList();

        foreach (var key in keys.Take(10))
        {
            await client.SubmitAsync(StepBody.Count(effects, key), Token);
        }

        await client.SubmitBatchAsync(keys.Skip(10).Select(key => StepBody.Count(effects, key)), Token);

        await client.CancelAsync(sleeper, Token);

        Assert.Equal(keys, await WaitForLinesAsync(effects, keys.Count));
    }

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<(FleetClient Client, string Sleeper, string Effects)> StartBusyPodAsync()
    {
        var fleet = await box.StartAsync(1, PodSettings.Calm with { MaxParallelism = 1, CapacityThreshold = 1 });
        var client = fleet.Running[0].Client;
        var sleeper = await client.SubmitAsync(StepBody.Sleep(TimeSpan.FromMinutes(10)), Token);
        await client.WaitForClaimsAsync(1, Token);
        return (client, sleeper, Path.Combine(fleet.Folder, "effects"));
    }

    private static Task<string[]> WaitForLinesAsync(string path, int lines) => Eventually.FindAsync(
        $"{lines} lines",
        Eventually.Patience,
        async () => File.Exists(path) && await File.ReadAllLinesAsync(path, Token) is var found && found.Length >= lines
            ? found
            : null,
        Token);

    private static async Task<int> WatchClaimsAsync(FleetClient client, int steps)
    {
        var most = 0;
        await Eventually.HoldsAsync(
            $"{steps} steps are completed",
            TimeSpan.FromMinutes(2),
            async () =>
            {
                var queue = await client.ReadQueueAsync(Token);
                most = Math.Max(most, queue.GetProperty("claimed_steps").GetInt32());
                return queue.GetProperty("completed_steps").GetInt32() == steps;
            },
            Token);
        return most;
    }

    // An attempt that starts in the millisecond in which another ends does not overlap it: ends are counted first.
    private static int MostAtOnce(IEnumerable<AttemptView> attempts)
    {
        var running = 0;
        return attempts
            .SelectMany(attempt => new[] { (At: attempt.Started, Change: 1), (At: attempt.Ended, Change: -1) })
            .OrderBy(change => change)
            .Max(change => running += change.Change);
    }
}
