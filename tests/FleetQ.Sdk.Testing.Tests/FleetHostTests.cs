using FleetQ.Sdk.Testing.Tests.Handlers;
using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.Sdk.Testing.Tests;

public sealed class FleetHostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_runs_from_submit_to_result()
    {
        await using var host = await FleetHost.StartAsync(options => options.AddHandler<QuickHandler>(), Token);

        var step = await host.RunAsync("quick", new { Count = 3 }, Token);

        Assert.Equal(("completed", 1), (step.Status, step.Attempts));
        Assert.Equal(new QuickResult(6, "default"), step.ResultAs<QuickResult>());
    }

    [Fact]
    public async Task Fakes_settings_and_metadata_reach_the_handler()
    {
        var mailbox = new RecordingMailbox();
        await using var host = await FleetHost.StartAsync(
            options => options
                .AddHandlersOf(typeof(QuickHandler).Assembly)
                .ConfigureServices(services => services.AddSingleton<IMailbox>(mailbox))
                .Set("MAX_PARALLELISM", "3"),
            Token);

        var step = await host.RunAsync("quick", new { count = 1 }, Token);
        var health = await host.Http.GetStringAsync(new Uri("/health", UriKind.Relative), Token);

        Assert.Equal("recording", step.ResultAs<QuickResult>().Mailbox);
        Assert.Contains("\"max_capacity\":2", health, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugins_own_settings_are_read()
    {
        await using var host = await FleetHost.StartAsync(
            options => options.AddHandler<QuickHandler>()
                .SetPlugin("FleetQ.Sdk.Testing.Tests", "Mailbox", "blue"),
            Token);

        var step = await host.RunAsync("quick", new { count = 1 }, Token);

        Assert.Equal("blue", step.ResultAs<QuickResult>().Mailbox);
    }

    [Fact]
    public async Task A_failing_step_is_repeated_soon_and_tells_why_it_failed()
    {
        await using var host = await FleetHost.StartAsync(options => options.AddHandler<QuickHandler>(), Token);

        var stepId = await host.SubmitBodyAsync(
            new { Type = "quick", Args = new { Count = -1 }, MaxRetries = 2, StepId = "s-1" }, Token);
        var step = await host.WaitForEndAsync(stepId, Token);

        Assert.Equal(("s-1", "failed", 3), (step.StepId, step.Status, step.Attempts));
        Assert.Contains("Count", step.Error, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => step.ResultAs<QuickResult>());
    }

    [Fact]
    public async Task Two_hosts_side_by_side_share_nothing()
    {
        await using var first = await FleetHost.StartAsync(options => options.AddHandler<QuickHandler>(), Token);
        await using var second = await FleetHost.StartAsync(options => options.AddHandler<QuickHandler>(), Token);

        var stepId = await first.SubmitAsync("quick", new { count = 1 }, Token);
        var missing = await Assert.ThrowsAsync<HttpRequestException>(() => second.ReadAsync(stepId, Token));

        Assert.NotEqual(first.Address, second.Address);
        Assert.Contains("404", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_takes_too_long_shows_what_the_host_logged()
    {
        await using var host = await FleetHost.StartAsync(
            options => options.Patience = TimeSpan.FromSeconds(1), Token);

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => host.RunAsync("nobody.serves", null, Token));

        Assert.Contains("pending", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(host.Logs);
    }

    [Fact]
    public async Task A_setting_that_is_wrong_is_named()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => FleetHost.StartAsync(options => options.Set("MAX_PARALLELISM", "many"), Token));

        Assert.Contains("MAX_PARALLELISM", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_takes_its_files_with_it()
    {
        var database = "";
        await using (var host = await FleetHost.StartAsync(options => options.AddHandler<QuickHandler>(), Token))
        {
            database = host.DatabaseFile;
            Assert.True(File.Exists(database));
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(database)));
    }
}
