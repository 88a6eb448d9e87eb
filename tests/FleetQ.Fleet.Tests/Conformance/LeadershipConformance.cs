using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Conformance;

public abstract class LeadershipConformance(FleetStoreMaker makeStore) : IAsyncDisposable
{
    private readonly FleetUnderTest box = new(makeStore);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_pods_name_the_oldest_as_leader_and_its_death_moves_leadership_to_the_next_oldest()
    {
        var fleet = await box.StartAsync(3, new PodSettings());
        await AssertLeaderAsync(fleet, "pod-1");

        await fleet.Running[0].KillAsync(Token);
        await AssertLeaderAsync(fleet, "pod-2");

        await fleet.StartPodAsync("pod-1", Token);
        await AssertLeaderAsync(fleet, "pod-2");
    }

    [Fact]
    public async Task A_leader_that_leaves_hands_over_without_waiting_for_the_threshold()
    {
        // A pod that leaves waits as long as a beat's interval for the store to hear of it.
        var settings = new PodSettings
        {
            HeartbeatInterval = TimeSpan.FromSeconds(10),
            DeadPodThreshold = 5 * Eventually.Patience,
        };
        var fleet = await box.StartAsync(2, settings);
        await AssertLeaderAsync(fleet, "pod-1");

        await fleet.Running[0].TerminateAsync(Token);

        await AssertLeaderAsync(fleet, "pod-2");
    }

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static async Task AssertLeaderAsync(FleetInABox fleet, string leader)
    {
        foreach (var pod in fleet.Running)
        {
            await Eventually.HoldsAsync(
                $"{pod.PodId} says that {leader} leads",
                Eventually.Patience,
                async () => await pod.Client.FindLeaderAsync(Token) == leader,
                Token);
            var view = await pod.Client.ReadLeaderAsync(Token);
            Assert.Equal(pod.PodId, view.GetProperty("this_pod_id").GetString());
            Assert.Equal(pod.PodId == leader, view.GetProperty("is_leader").GetBoolean());
        }

        await fleet.Running[0].Client.WaitForLivePodsAsync([.. fleet.Running.Select(pod => pod.PodId)], Token);
    }
}
