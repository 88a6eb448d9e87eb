using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;
using FleetQ.TestKit.Stores;

namespace FleetQ.Fleet.Tests.Postgres;

public sealed class PostgresCrashTests : IAsyncDisposable
{
    private static readonly PodSettings Settings = new() { ClaimInterval = TimeSpan.FromSeconds(20) };

    private FleetUnderTest? box;
    private PrivatePostgres? server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_crashes_twice_under_load_loses_no_step_ends_none_twice_and_costs_no_pod_its_place()
    {
        var (fleet, database) = await StartAsync();
        await using var load = new Load(fleet, new Random(1), Token);
        await load.WaitForMoreAsync(100, Token);

        server!.Crash();
        await server.LaunchAsync();
        await WaitForEndsToGoOnAsync(fleet);
        await load.WaitForMoreAsync(100, Token);

        // Three times as long as a pod may be silent: each pod fences itself, and none takes the silence of another
        // for death.
        server.Crash();
        await RealTime.PassAsync(Settings.DeadPodThreshold * 3, Token);
        await server.LaunchAsync();
        await WaitForEndsToGoOnAsync(fleet);
        await load.WaitForMoreAsync(100, Token);

        await LoadAudit.PassAsync(fleet, load, await load.StopAsync(), Token);
        Assert.NotEqual(0, load.Repeated);
        Assert.All(fleet.Started, pod => Assert.True(pod.IsRunning));
        Assert.DoesNotContain(fleet.Started, pod => fleet.HasEvicted(pod.PodId));
        Assert.Contains(fleet.Started, pod => pod.HasLogged("fences itself"));
    }

    [Fact]
    public async Task Connections_that_are_cut_at_random_under_load_lose_no_step_and_end_none_twice()
    {
        const string cut = "select pg_terminate_backend(pid) from pg_stat_activity "
            + "where datname = 'fleetq' and pid <> pg_backend_pid() and random() < 0.5";
        var (fleet, database) = await StartAsync();
        var chance = new Random(2);
        await using var load = new Load(fleet, new Random(2), Token);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        for (var cuts = 0; cuts < 40 || load.Acknowledged < 50; cuts++)
        {
            await server!.RunAsync(cut, database);
            await RealTime.PassAsync(TimeSpan.FromMilliseconds(chance.Next(50, 350)), limit.Token);
        }

        await LoadAudit.PassAsync(fleet, load, await load.StopAsync(), Token);
        Assert.DoesNotContain(fleet.Started, pod => fleet.HasEvicted(pod.PodId));
    }

    public async ValueTask DisposeAsync()
    {
        await (box?.DisposeAsync() ?? ValueTask.CompletedTask);
        server?.Dispose();
    }

    private async Task<(FleetInABox Fleet, string Database)> StartAsync()
    {
        FleetEngines.RequirePostgres();
        server = await PrivatePostgres.StartAsync();
        var database = await server.MakeDatabaseAsync();
        box = new FleetUnderTest((_, _) => Task.FromResult<IFleetStore>(new PostgresFleetStore(database)));
        return (await box.StartAsync(3, Settings), database);
    }

    private static async Task WaitForEndsToGoOnAsync(FleetInABox fleet)
    {
        var client = fleet.Running[0].Client;
        var before = await Eventually.FindAsync(
            "the queue is read again",
            Settings.ClaimInterval,
            async () => await TryCountEndedAsync(client) as object,
            Token);
        await Eventually.HoldsAsync(
            "another step ends within a claim interval",
            Settings.ClaimInterval,
            async () => await TryCountEndedAsync(client) > (int)before,
            Token);
    }

    private static async Task<int?> TryCountEndedAsync(FleetClient client)
    {
        try
        {
            return (await client.ReadQueueAsync(Token)).GetProperty("completed").GetInt32();
        }
        catch (HttpRequestException)
        {
            // The pod has not found its store again.
            return null;
        }
    }
}
