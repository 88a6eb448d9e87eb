using System.Net;

using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;
using FleetQ.TestKit.Stores;

using Npgsql;

namespace FleetQ.Fleet.Tests.Postgres;

public sealed class PostgresFaultsWhileRunningTests : IAsyncDisposable
{
    // A pod may take seconds to find its store again, and is not dead for it.
    private static readonly PodSettings Patient = new() { DeadPodThreshold = TimeSpan.FromSeconds(10) };

    private readonly List<PrivatePostgres> servers = [];
    private FleetUnderTest? box;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pods_of_a_server_that_becomes_read_only_let_go_of_everything_say_why_and_come_back_by_themselves()
    {
        var (fleet, database) = await StartAsync();
        var client = fleet.Running[0].Client;
        var naps = await SubmitNapsAsync(client);
        var writable = new NpgsqlConnectionStringBuilder(database)
        {
            Options = "-c default_transaction_read_only=off",
        }.ConnectionString;

        await servers[0].RunAsync("alter system set default_transaction_read_only = on", writable);
        await servers[0].RunAsync("select pg_reload_conf()", writable);
        foreach (var pod in fleet.Running)
        {
            await WaitForFaultAsync(pod, "The server takes no writes", "\"is_leader\":false", "\"fenced\"");
        }

        await AssertRefusedAsync(client);
        await servers[0].RunAsync("alter system reset default_transaction_read_only", writable);
        await servers[0].RunAsync("select pg_reload_conf()", writable);

        await AssertGoesOnAsync(fleet, naps);
    }

    [Fact]
    public async Task Pods_of_a_server_whose_disk_is_full_say_so_lose_nothing_and_come_back_by_themselves()
    {
        var (fleet, database) = await StartAsync();
        var client = fleet.Running[0].Client;
        var naps = await SubmitNapsAsync(client);

        // As the server itself says it, for each statement that would write a step.
        await servers[0].RunAsync(
            "create function refuse() returns trigger language plpgsql as $$ begin raise exception "
            + "'could not extend file: No space left on device' using errcode = '53100'; end $$; "
            + "create trigger full_disk before insert or update on step_tracker for each statement "
            + "execute function refuse()",
            database);
        await AssertRefusedAsync(client);
        await AssertRefusedAsync(client);
        await WaitForFaultAsync(fleet.Running[0], "disk is full");
        await servers[0].RunAsync("drop trigger full_disk on step_tracker", database);

        await AssertGoesOnAsync(fleet, naps);
    }

    [Fact]
    public async Task Pods_follow_a_failover_to_the_standby_and_no_acknowledged_step_is_lost()
    {
        FleetEngines.RequirePostgres();
        var first = await PrivatePostgres.StartAsync("synchronous_standby_names=*", "synchronous_commit=local");
        servers.Add(first);
        var database = await first.MakeDatabaseAsync();
        var second = await first.StartStandbyAsync();
        servers.Add(second);
        await first.RunAsync("alter database fleetq set synchronous_commit = on");
        var both = new NpgsqlConnectionStringBuilder(database)
        {
            Host = $"127.0.0.1:{first.Port},127.0.0.1:{second.Port}",
        }.ConnectionString;
        var after = new NpgsqlConnectionStringBuilder(database) { Port = second.Port }.ConnectionString;
        var store = new PostgresFleetStore(after) { HostConnection = both };
        box = new FleetUnderTest((_, _) => Task.FromResult<IFleetStore>(store));
        var fleet = await box.StartAsync(3, Patient);
        await using var load = new Load(fleet, new Random(3), Token);
        await load.WaitForMoreAsync(100, Token);

        first.Crash();
        await WaitForFaultAsync(fleet.Running[0]);
        await second.PromoteAsync();
        // A new primary waits for a standby of its own as long as it is told to.
        await second.RunAsync("alter database fleetq set synchronous_commit = local");
        await load.WaitForMoreAsync(100, Token);

        await LoadAudit.PassAsync(fleet, load, await load.StopAsync(), Token);
        Assert.All(fleet.Started, pod => Assert.True(pod.IsRunning));
        Assert.DoesNotContain(fleet.Started, pod => fleet.HasEvicted(pod.PodId));
    }

    public async ValueTask DisposeAsync()
    {
        await (box?.DisposeAsync() ?? ValueTask.CompletedTask);
        servers.ForEach(static server => server.Dispose());
    }

    private async Task<(FleetInABox Fleet, string Database)> StartAsync()
    {
        FleetEngines.RequirePostgres();
        servers.Add(await PrivatePostgres.StartAsync());
        var database = await servers[0].MakeDatabaseAsync();
        box = new FleetUnderTest((_, _) => Task.FromResult<IFleetStore>(new PostgresFleetStore(database)));
        return (await box.StartAsync(3, Patient), database);
    }

    private static Task<IReadOnlyList<string>> SubmitNapsAsync(FleetClient client) => client.SubmitBatchAsync(
        Enumerable.Repeat(StepBody.Sleep(TimeSpan.FromSeconds(0.5)) with { MaxRetries = 20 }, 100), Token);

    private static Task WaitForFaultAsync(HostProcess pod, params string[] reasons) => Eventually.HoldsAsync(
        $"{pod.PodId} says {string.Join(", ", reasons)}",
        Eventually.Patience,
        async () =>
        {
            try
            {
                await pod.Client.GetAsync("/health", Token);
                return false;
            }
            catch (HttpRequestException refusal) when (refusal.StatusCode is HttpStatusCode.ServiceUnavailable)
            {
                return reasons.All(reason => refusal.Message.Contains(reason, StringComparison.Ordinal));
            }
        },
        Token);

    private static async Task AssertRefusedAsync(FleetClient client)
    {
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.SubmitAsync(StepBody.Sleep(TimeSpan.Zero), Token));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.StatusCode);
        Assert.Contains("database_error", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task AssertGoesOnAsync(FleetInABox fleet, IReadOnlyList<string> naps)
    {
        var client = fleet.Running[0].Client;
        var steps = await client.WaitForEndsAsync(naps, Eventually.LongPatience, Token);
        Assert.All(steps, step => Assert.Equal("completed", step.Status));
        Assert.All(steps, step => Assert.Single(step.Attempts, attempt => attempt.Outcome == "completed"));
        Assert.Equal(
            naps.Order(StringComparer.Ordinal),
            (await StoredSteps.ReadEpochsAsync(fleet.Store, Token)).Keys.Order(StringComparer.Ordinal));
        foreach (var pod in fleet.Started)
        {
            Assert.True(pod.IsRunning);
            Assert.False(fleet.HasEvicted(pod.PodId));
            await Eventually.HoldsAsync(
                $"{pod.PodId} is ready", Eventually.Patience, () => pod.Client.IsReadyAsync(Token), Token);
        }
    }
}
