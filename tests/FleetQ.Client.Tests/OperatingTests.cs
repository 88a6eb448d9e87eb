using FleetQ.Client.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.Client.Tests;

/// <summary>A real host is searched and operated.</summary>
public sealed class OperatingTests(OneHost host)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_reads_page_after_page_newest_first()
    {
        using var client = host.NewClient();
        var submissions = Enumerable.Range(0, 25).Select(static number => new StepSubmission
        {
            TaskType = "echo",
            StepId = $"paged-{number:00}",
            Tags = ["paged"],
            Delay = TimeSpan.FromHours(1),
        });
        await client.SubmitAllAsync(submissions, Ct);

        var search = new StepSearch { Tag = "paged", Status = StepStatus.Scheduled, PageSize = 10 };
        var found = await client.SearchAsync(search, Ct).Select(static step => step.StepId).ToListAsync(Ct);

        Assert.Equal(Enumerable.Range(0, 25).Select(static number => $"paged-{24 - number:00}"), found);
    }

    [Fact]
    public async Task A_search_passes_all_its_filters_on()
    {
        using var client = host.NewClient();
        await client.SubmitAsync(
            new StepSubmission
            {
                TaskType = "echo",
                StepId = "needle",
                Tenant = "a & b",
                Tags = ["sharp"],
                Delay = TimeSpan.FromHours(1),
            },
            Ct);
        var all = new StepSearch
        {
            Status = StepStatus.Scheduled,
            TaskType = "echo",
            Tenant = "a & b",
            Tag = "sharp",
            Text = "needl",
            CreatedAfter = DateTimeOffset.UnixEpoch,
            CreatedBefore = DateTimeOffset.MaxValue.AddYears(-1),
        };

        var found = await client.SearchAsync(all, Ct).ToListAsync(Ct);
        var none = await client.SearchAsync(all with { Pod = "pod-9" }, Ct).ToListAsync(Ct);

        Assert.Equal("needle", Assert.Single(found).StepId);
        Assert.Empty(none);
    }

    [Fact]
    public async Task A_failed_step_is_a_dead_letter_until_it_runs_again()
    {
        using var client = host.NewClient();
        var failing = StepSubmission.Of("fail", new { times = 1, message = "no" }) with { MaxRetries = 0 };
        var stepId = (await client.SubmitAsync(failing, Ct)).StepId;

        var failed = await client.WaitForEndAsync(stepId, TimeSpan.FromSeconds(30), Ct);
        var dead = await client.ListDeadLettersAsync("fail", Ct).ToListAsync(Ct);
        var change = await client.RetryAsync(stepId, Ct);
        var again = await client.WaitForEndAsync(stepId, TimeSpan.FromSeconds(30), Ct);

        Assert.Equal((StepStatus.Failed, "no"), (failed.Status, failed.Error));
        Assert.Contains(dead, step => step.StepId == stepId);
        Assert.Equal(StepStatus.Pending, change.Status);
        Assert.Equal(2, again.Attempts.Count);
    }

    [Fact]
    public async Task Dead_letters_are_discarded()
    {
        using var client = host.NewClient();
        var failing = StepSubmission.Of("fail", new { times = 1, message = "no" }) with { MaxRetries = 0 };
        var first = (await client.SubmitAsync(failing, Ct)).StepId;
        await client.WaitForEndAsync(first, TimeSpan.FromSeconds(30), Ct);

        var byId = await client.DiscardAsync([first, "nobody"], Ct);
        var byType = await client.DiscardDeadLettersAsync("nobody.has.this", limit: null, Ct);

        Assert.Equal((1, 0), (byId, byType));
        Assert.Null(await client.FindStepAsync(first, Ct));
    }

    [Fact]
    public async Task A_step_is_cancelled_with_a_reason_and_once_only()
    {
        using var client = host.NewClient();
        var waiting = new StepSubmission { TaskType = "echo", Delay = TimeSpan.FromHours(1) };
        var stepId = (await client.SubmitAsync(waiting, Ct)).StepId;

        var change = await client.CancelAsync(stepId, "not needed", Ct);
        var step = await client.GetStepAsync(stepId, Ct);
        var refusal = await Assert.ThrowsAsync<FleetQException>(() => client.CancelAsync(stepId, null, Ct));

        Assert.Equal(StepStatus.Cancelled, change.Status);
        Assert.Contains("not needed", step.Error, StringComparison.Ordinal);
        Assert.Equal(FleetQErrors.Conflict, refusal.ErrorType);
    }

    [Fact]
    public async Task The_fleet_tells_of_its_queue_pods_plugins_leader_and_health()
    {
        using var client = host.NewClient();

        var queue = await client.Fleet.GetQueueAsync(Ct);
        var pod = Assert.Single(await client.Fleet.ListPodsAsync(Ct));
        var plugins = await client.Fleet.GetPluginsAsync(Ct);
        var leader = await client.Fleet.GetLeaderAsync(Ct);
        var health = await client.Fleet.GetHealthAsync(Ct);

        Assert.Equal((1, "pod-1"), (queue.ActivePods, queue.CurrentLeader));
        Assert.Equal(8, queue.PodCapacity["pod-1"].Max);
        Assert.True(pod is { IsAlive: true, IsLeader: true, State: "active", MaxCapacity: 8 });
        Assert.Contains("echo", pod.TaskTypes);
        Assert.Contains(plugins.Plugins, static plugin => plugin is { Name: "FleetQ.Plugins.Echo", State: "loaded" });
        Assert.Contains(plugins.Pods["pod-1"], static plugin => plugin.TaskTypes.Any(static t => t.TaskType == "echo"));
        Assert.Equal(("pod-1", true), (leader.CurrentLeader, leader.IsLeader));
        Assert.True(health.Status == "healthy" && health.Checks["store"].Ok && health.Uptime > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_plugin_that_is_not_there_cannot_be_reloaded()
    {
        using var client = host.NewClient();

        var refusal = await Assert.ThrowsAsync<FleetQException>(() => client.Fleet.ReloadPluginAsync("None", Ct));

        Assert.Equal(FleetQErrors.NotFound, refusal.ErrorType);
    }

    [Fact]
    public async Task A_container_gives_one_client()
    {
        await using var services = new ServiceCollection()
            .AddFleetQClient(new FleetQClientOptions { Addresses = [host.Address] })
            .BuildServiceProvider();

        var health = await services.GetRequiredService<FleetQClient>().Fleet.GetHealthAsync(Ct);

        Assert.Equal("pod-1", health.PodId);
        Assert.Same(services.GetRequiredService<FleetQClient>(), services.GetRequiredService<FleetQClient>());
    }
}
