using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Conformance;

public abstract class UpgradeConformance(FleetStoreMaker makeStore) : IAsyncDisposable
{
    private readonly FleetUnderTest box = new(makeStore);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pods_of_the_commit_before_and_of_this_one_share_a_store_while_a_fleet_is_upgraded()
    {
        if (PreviousHost.Absence is { } absence)
        {
            Assert.Skip(absence);
        }

        var now = PodSettings.Calm with { MaxParallelism = 20 };
        var before = now with { Executable = await PreviousHost.GetExecutableAsync() };
        var fleet = await box.PrepareAsync(now);
        var oldPods = new[] { await StartAsync(fleet, "old-1", before), await StartAsync(fleet, "old-2", before) };
        await using var load = new Load(fleet, new Random(6), Token);
        await load.WaitForMoreAsync(150, Token);

        await StartAsync(fleet, "new-1", now);
        await load.WaitForMoreAsync(150, Token);
        Assert.Equal(0, await oldPods[0].TerminateAsync(Token));
        await StartAsync(fleet, "new-2", now);
        await load.WaitForMoreAsync(150, Token);
        await StartAsync(fleet, "old-3", before);
        await load.WaitForMoreAsync(150, Token);

        var steps = await LoadAudit.PassAsync(fleet, load, await load.StopAsync(), Token);
        var pods = steps.SelectMany(step => step.Attempts).Select(attempt => attempt.Pod).ToHashSet();
        Assert.Superset(new HashSet<string?> { "old-1", "old-2", "old-3", "new-1", "new-2" }, pods);
        Assert.All(steps, step => Assert.DoesNotContain(step.Attempts, attempt => attempt.Outcome == "lost"));
    }

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static async Task<HostProcess> StartAsync(FleetInABox fleet, string podId, PodSettings settings)
    {
        var pod = fleet.Launch(podId, settings);
        await pod.WaitUntilReadyAsync(Token);
        return pod;
    }
}
