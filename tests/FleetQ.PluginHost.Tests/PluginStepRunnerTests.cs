using FleetQ.Engine.Dispatching;
using FleetQ.PluginHost.Tests.Support;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Tests;

public sealed class PluginStepRunnerTests
{
    [Fact]
    public async Task A_handler_sees_its_step_its_settings_and_its_services()
    {
        await using var sandbox = new PluginSandbox("Good");
        sandbox.Settings["Plugins:Good:Colour"] = "green";
        sandbox.Settings["Colour"] = "red";
        var catalog = await sandbox.LoadAsync();

        var seen = (await catalog.RunAsync("good.tell", "{}")).Json();

        Assert.Equal("my-1", seen.GetProperty("step_id").GetString());
        Assert.Equal("good.tell", seen.GetProperty("task_type").GetString());
        Assert.Equal((2, 5), (seen.GetProperty("attempt").GetInt32(), seen.GetProperty("max_retries").GetInt32()));
        Assert.Equal("blue", seen.GetProperty("tenant").GetString());
        Assert.Equal("alice", seen.GetProperty("user").GetString());
        Assert.Equal("idempotent_my-1", seen.GetProperty("idempotency_key").GetString());
        Assert.Equal(3, seen.GetProperty("claim_epoch").GetInt64());
        Assert.Equal("green", seen.GetProperty("colour").GetString());
        Assert.True(seen.GetProperty("is_on_pool").GetBoolean());
        Assert.Equal("Good", seen.GetProperty("shared_by").GetString());
    }

    [Fact]
    public async Task What_a_handler_logs_bears_its_plugin_its_step_and_its_attempt()
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();

        await catalog.RunAsync("good.tell", "{}");

        var lines = sandbox.Loggers.Lines
            .Where(line => line.Text.StartsWith("Saw one", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(["FleetQ.Plugins.Good.TellHandler", "FleetQ.Plugins.Good"], lines.Select(line => line.Category));
        Assert.All(lines, line => Assert.Equal(
            ("my-1", "good.tell", 2), (line.Fields["step_id"], line.Fields["task_type"], line.Fields["attempt"])));
    }

    [Fact]
    public async Task A_service_that_throws_while_it_is_disposed_of_changes_no_outcome_and_is_logged()
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();

        var result = await catalog.RunAsync("good.tell", "{}");

        Assert.Equal(AttemptEnd.Completed, result.End);
        var line = Assert.Single(sandbox.Loggers.Lines, line => line.EventId == PluginEventIds.DisposalFailed);
        Assert.Equal(LogLevel.Warning, line.Level);
    }

    [Fact]
    public async Task Progress_arrives_with_a_message_that_is_cut()
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();
        var progress = new List<(double?, int?)>();
        var attempt = Attempts.Of("good.tell", "{}", (fraction, message) => progress.Add((fraction, message?.Length)));

        await catalog.RunAsync(attempt, TestContext.Current.CancellationToken);

        Assert.Equal([(0.5, 1_024)], progress);
    }

    [Theory]
    [InlineData("done", AttemptEnd.Completed, null, null, null)]
    [InlineData("retry", AttemptEnd.Retry, "The service is busy.", null, 9.0)]
    [InlineData("fail", AttemptEnd.Failed, "The account is closed.", null, null)]
    [InlineData("snooze", AttemptEnd.Snoozed, "Too early.", null, 60.0)]
    [InlineData(
        "null", AttemptEnd.Retry, "The handler of 'good.end' returned null instead of a result.", "null_result", null)]
    [InlineData("throw", AttemptEnd.Retry, "outside <- InvalidOperationException: inside", "Good.GoodException", null)]
    [InlineData(
        "rude", AttemptEnd.Retry, "(its text threw System.InvalidOperationException)", "Good.RudeException", null)]
    [InlineData("cancel-self", AttemptEnd.Retry, "on its own", "System.OperationCanceledException", null)]
    public async Task Each_way_to_end_an_attempt_comes_back_as_texts(
        string how, AttemptEnd end, string? message, string? type, double? delaySeconds)
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();

        var result = await catalog.RunAsync("good.end", $$"""{"how":"{{how}}"}""");

        Assert.Equal((end, message, type), (result.End, result.Error?.Message, result.Error?.Type));
        Assert.Equal(delaySeconds, result.Delay?.TotalSeconds);
        Assert.Null(result.Result);
    }

    [Fact]
    public async Task An_exception_tells_where_it_was_thrown()
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();

        var result = await catalog.RunAsync("good.end", """{"how":"throw"}""");

        Assert.Contains("Good.EndHandler.HandleAsync", result.Error!.Stack, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("wait-wrapped")]
    public async Task A_cancelled_attempt_ends_as_cancelled_even_when_a_library_wraps_it(string how)
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();
        using var cancellation = new CancellationTokenSource();
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempt = Attempts.Of("good.end", $$"""{"how":"{{how}}"}""", (_, _) => waiting.TrySetResult());

        var run = catalog.RunAsync(attempt, cancellation.Token);
        await waiting.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(typeof(OperationCanceledException).Assembly, cancelled.GetType().Assembly);
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_does_not_block_its_caller()
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();
        using var cancellation = new CancellationTokenSource();

        var blocking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempt = Attempts.Of("good.block", "{}", (_, _) => blocking.TrySetResult());

        var run = catalog.RunAsync(attempt, cancellation.Token);

        await blocking.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
        Assert.False(run.IsCompleted);
        await cancellation.CancelAsync();
        Assert.Equal(AttemptEnd.Completed, (await run).End);
    }
}
