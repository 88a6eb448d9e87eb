using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Conformance;

public abstract class FaultConformance(FleetStoreMaker makeStore) : IAsyncDisposable
{
    // A short threshold: here a pod that fences itself for a busy machine's sake is one more fault.
    private static readonly PodSettings Settings = new()
    {
        DeadPodThreshold = TimeSpan.FromSeconds(3),
        ShutdownTimeout = TimeSpan.FromSeconds(0.1),
    };

    private const int StrikesMax = 10;

    private readonly FleetUnderTest box = new(makeStore);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_acknowledged_step_ends_once_though_pods_are_killed_paused_drained_and_restarted(int seed)
    {
        var fleet = await box.StartAsync(3, Settings);
        var random = new Random(seed);
        await using var load = new Load(fleet, new Random(seed), Token);
        var pods = fleet.Running.ToArray();
        random.Shuffle(pods);

        await KillAsync(fleet, load, pods[0], random);
        await PauseAsync(fleet, load, pods[1], random);
        await DrainAsync(fleet, load, pods[2], random);
        var stepIds = await load.StopAsync();

        var steps = await LoadAudit.PassAsync(fleet, load, stepIds, Token);

        // A run in which nothing was lost would prove nothing.
        Assert.Contains(steps, step => step.Attempts.Any(attempt => attempt.Outcome == "lost"));
        Assert.Contains(steps, step => step.Attempts.Any(attempt => attempt.Outcome == "released"));
    }

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // A pod may hold nothing at the moment, and is killed again.
    private static async Task KillAsync(FleetInABox fleet, Load load, HostProcess pod, Random random)
    {
        for (var kills = 0; kills < StrikesMax; kills++)
        {
            await load.WaitForMoreAsync(random.Next(50, 150), Token);
            await pod.KillAsync(Token);
            await load.WaitForMoreAsync(random.Next(200), Token);
            pod = await fleet.StartPodAsync(pod.PodId, Token);
            if (await StoredSteps.HaveAttemptAsync(fleet.Store, "lost", Token))
            {
                return;
            }
        }
    }

    // A pod that stops inside a write holds the file, and then nobody can evict it: waited for, but not demanded.
    private static async Task PauseAsync(FleetInABox fleet, Load load, HostProcess pod, Random random)
    {
        await load.WaitForMoreAsync(random.Next(50, 150), Token);
        var start = TimeProvider.System.GetTimestamp();
        var limit = Settings.DeadPodThreshold * (2 + random.NextDouble());
        pod.Pause();
        await Eventually.HoldsAsync(
            $"{pod.PodId} is evicted or the time is over",
            limit + TimeSpan.FromSeconds(30),
            () => Task.FromResult(TimeProvider.System.GetElapsedTime(start) > limit || fleet.HasEvicted(pod.PodId)),
            Token);
        pod.Resume();
    }

    // Steps that were claimed together also end together, perhaps just in time: then the pod gives none back, and is
    // drained again.
    private static async Task DrainAsync(FleetInABox fleet, Load load, HostProcess pod, Random random)
    {
        for (var drains = 0; drains < StrikesMax; drains++)
        {
            await load.WaitForMoreAsync(random.Next(50, 150), Token);
            Assert.Equal(0, await pod.TerminateAsync(Token));
            await load.WaitForMoreAsync(random.Next(200), Token);
            pod = await fleet.StartPodAsync(pod.PodId, Token);
            await load.WaitForMoreAsync(random.Next(50, 150), Token);
            if (await StoredSteps.HaveAttemptAsync(fleet.Store, "released", Token))
            {
                return;
            }
        }
    }
}
