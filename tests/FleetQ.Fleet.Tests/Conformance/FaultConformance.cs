using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Conformance;

public abstract class FaultConformance(FleetStoreMaker makeStore) : IAsyncDisposable
{
    private static readonly PodSettings Settings = new() { ShutdownTimeout = TimeSpan.FromSeconds(0.1) };

    // Timers and the store count with different clocks, of some milliseconds each.
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(50);
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

        var steps = await fleet.Running[0].Client.WaitForEndsAsync(stepIds, TimeSpan.FromSeconds(90), Token);
        var epochs = await StoredSteps.ReadEpochsAsync(fleet.Store, Token);
        var effects = await File.ReadAllLinesAsync(load.EffectsPath, Token);
        Assert.Equal(stepIds.Order(StringComparer.Ordinal), epochs.Keys.Order(StringComparer.Ordinal));
        Assert.All(steps, step => AssertHistory(step, epochs[step.StepId]));
        AssertEffects(steps, effects);

        // A run in which nothing was lost would prove nothing.
        Assert.Contains(steps, step => step.Attempts.Any(attempt => attempt.Outcome == "lost"));
        Assert.Contains(steps, step => step.Attempts.Any(attempt => attempt.Outcome == "released"));
    }

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static async Task KillAsync(FleetInABox fleet, Load load, HostProcess pod, Random random)
    {
        await WaitForMoreAsync(load, random.Next(50, 150));
        await pod.KillAsync(Token);
        await WaitForMoreAsync(load, random.Next(200));
        await fleet.StartPodAsync(pod.PodId, Token);
    }

    // A pod that stops inside a write holds the file, and then nobody can evict it: waited for, but not demanded.
    private static async Task PauseAsync(FleetInABox fleet, Load load, HostProcess pod, Random random)
    {
        await WaitForMoreAsync(load, random.Next(50, 150));
        var start = TimeProvider.System.GetTimestamp();
        var limit = Settings.DeadPodThreshold * (2 + random.NextDouble());
        pod.Pause();
        await Deadline.HoldsAsync(
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
        const int DrainsMax = 10;
        for (var drains = 0; drains < DrainsMax; drains++)
        {
            await WaitForMoreAsync(load, random.Next(50, 150));
            Assert.Equal(0, await pod.TerminateAsync(Token));
            await WaitForMoreAsync(load, random.Next(200));
            pod = await fleet.StartPodAsync(pod.PodId, Token);
            await WaitForMoreAsync(load, random.Next(50, 150));
            if (await StoredSteps.HasReleasedAsync(fleet.Store, Token))
            {
                return;
            }
        }
    }

    private static Task WaitForMoreAsync(Load load, int steps)
    {
        var goal = load.Acknowledged + steps;
        return Deadline.HoldsAsync(
            $"{steps} more steps are acknowledged",
            TimeSpan.FromSeconds(60),
            () => Task.FromResult(load.Acknowledged >= goal),
            Token);
    }

    private static void AssertHistory(StepView step, long epoch)
    {
        Assert.Equal("completed", step.Status);
        Assert.Equal("completed", step.Attempts[^1].Outcome);
        Assert.Equal(step.ClaimedBy, step.Attempts[^1].Pod);
        Assert.Equal(epoch, step.Attempts.Count);
        Assert.All(step.Attempts.SkipLast(1), attempt => Assert.True(attempt.Outcome is "lost" or "released"));
        foreach (var (one, next) in step.Attempts.Zip(step.Attempts.Skip(1)))
        {
            Assert.Equal(one.Number + (one.Outcome == "released" ? 0 : 1), next.Number);
            Assert.True(one.Ended <= next.Started, $"{step.StepId}: attempts {one.Number} and {next.Number} overlap.");
        }

        // An outcome of a lost claim would end a later attempt before its handler has slept enough.
        var last = step.Attempts[^1];
        var ranWhole = Load.HasEffect(step.StepId) || last.Ended - last.Started >= Load.Nap - Early;
        Assert.True(ranWhole, $"{step.StepId} ended too early.");
    }

    private static void AssertEffects(IReadOnlyList<StepView> steps, IReadOnlyList<string> effects)
    {
        var lines = effects.CountBy(line => line).ToDictionary();
        var expected = steps.Where(step => Load.HasEffect(step.StepId)).ToList();
        Assert.Equal(
            expected.Select(step => step.StepId).Order(StringComparer.Ordinal),
            lines.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, step => Assert.InRange(lines[step.StepId], 1, step.Attempts.Count));
    }
}
