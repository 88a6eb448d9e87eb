using System.Diagnostics;
using FleetQ.Engine.Dispatching;
using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Tests.Support;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Tests.Isolation;

public sealed class IsolatedPluginTests
{
    [Fact]
    public async Task A_handler_sees_the_same_as_in_the_host()
    {
        await using var sandbox = new IsolationSandbox("Good");
        sandbox.Settings["Plugins:Good:Colour"] = "green";
        sandbox.Settings["Colour"] = "red";
        await sandbox.StartAsync();

        var seen = (await RunGoodAsync(sandbox, "good.tell", "{}")).Json();

        Assert.Equal("my-1", seen.GetProperty("step_id").GetString());
        Assert.Equal("good.tell", seen.GetProperty("task_type").GetString());
        Assert.Equal((2, 5), (seen.GetProperty("attempt").GetInt32(), seen.GetProperty("max_retries").GetInt32()));
        Assert.Equal("blue", seen.GetProperty("tenant").GetString());
        Assert.Equal("alice", seen.GetProperty("user").GetString());
        Assert.Equal("idempotent_my-1", seen.GetProperty("idempotency_key").GetString());
        Assert.Equal(3, seen.GetProperty("claim_epoch").GetInt64());
        Assert.Equal("green", seen.GetProperty("colour").GetString());
    }

    [Fact]
    public async Task Its_routes_carry_the_handlers_defaults_and_the_fingerprint_of_its_files()
    {
        await using var sandbox = new IsolationSandbox("Good");
        var files = new PluginCandidate("Good", sandbox.Path(), sandbox.Path("Good.dll"), IsLone: false);
        var plugin = await sandbox.StartAsync();

        var echo = plugin.Routes.Single(route => route.TaskType.Value == "good.echo");

        Assert.Equal(
            (7, TimeSpan.FromSeconds(1.5), 4),
            (echo.MaxRetries!.Value, echo.Timeout!.Value, echo.MaxConcurrency!.Value));
        Assert.Equal(
            ("Good", "1.2.3", Fingerprint.Find(files)), (echo.Plugin.Name, echo.Plugin.Version, echo.Plugin.Sha256));
        Assert.True(plugin.IsReplaceable);
    }

    [Theory]
    [InlineData("done", AttemptEnd.Completed, null, null, null)]
    [InlineData("retry", AttemptEnd.Retry, "The service is busy.", null, 9.0)]
    [InlineData("fail", AttemptEnd.Failed, "The account is closed.", null, null)]
    [InlineData("snooze", AttemptEnd.Snoozed, "Too early.", null, 60.0)]
    [InlineData("throw", AttemptEnd.Retry, "outside <- InvalidOperationException: inside", "Good.GoodException", null)]
    public async Task Each_way_to_end_an_attempt_comes_back(
        string how, AttemptEnd end, string? message, string? type, double? delaySeconds)
    {
        await using var sandbox = new IsolationSandbox("Good");
        await sandbox.StartAsync();

        var result = await RunGoodAsync(sandbox, "good.end", $$"""{"how":"{{how}}"}""");

        Assert.Equal((end, message, type), (result.End, result.Error?.Message, result.Error?.Type));
        Assert.Equal(delaySeconds, result.Delay?.TotalSeconds);
    }

    [Fact]
    public async Task What_a_handler_logs_comes_out_in_the_hosts_log_with_its_fields()
    {
        await using var sandbox = new IsolationSandbox("Good");
        await sandbox.StartAsync();

        await RunGoodAsync(sandbox, "good.tell", "{}");

        var lines = sandbox.Loggers.Lines
            .Where(line => line.Text.StartsWith("Saw one", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(["FleetQ.Plugins.Good.TellHandler", "FleetQ.Plugins.Good"], lines.Select(line => line.Category));
        Assert.All(lines, line => Assert.Equal((LogLevel.Information, 1), (line.Level, line.EventId)));
        Assert.All(lines, line => Assert.Equal(
            ("my-1", "good.tell", 2L), (line.Fields["step_id"], line.Fields["task_type"], line.Fields["attempt"])));
    }

    [Fact]
    public async Task Progress_arrives_before_the_result_with_a_message_that_is_cut()
    {
        await using var sandbox = new IsolationSandbox("Good");
        await sandbox.StartAsync();
        var progress = new List<(double?, int?)>();
        var attempt = Attempts.Of("good.tell", "{}", (fraction, message) => progress.Add((fraction, message?.Length)));

        await sandbox.RunAsync(attempt, TestContext.Current.CancellationToken);

        Assert.Equal([(0.5, 1_024)], progress);
    }

    [Fact]
    public async Task A_mebibyte_of_arguments_comes_back_as_it_was()
    {
        await using var sandbox = new IsolationSandbox("Good");
        await sandbox.StartAsync();
        var arguments = $$"""{"text":"{{new string('ü', 500_000)}}"}""";

        var results = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => RunGoodAsync(sandbox, "good.echo", arguments)));

        Assert.All(results, result => Assert.Equal(arguments, result.Result));
    }

    [Fact]
    public async Task A_cancelled_attempt_ends_as_cancelled()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        await sandbox.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var run = await sandbox.BeginCancellableAsync("wait", "my-1", cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(AttemptEnd.Completed, (await sandbox.RunAsync("fine")).End);
    }

    [Fact]
    public async Task A_handler_that_ignores_its_token_is_ended_with_its_process_and_its_neighbours_are_given_back()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        var plugin = await sandbox.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var neighbour = await sandbox.BeginAsync("wait", "neighbour");
        var spinning = await sandbox.BeginCancellableAsync("spin", "spinning", cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => spinning);
        Assert.Equal(AttemptEnd.Released, (await neighbour).End);
        Assert.Equal(1, plugin.Suspects.Count);
        Assert.Contains(
            sandbox.Loggers.Lines,
            line => line.EventId == PluginHost.Isolation.IsolationEventIds.CancellationIgnored);
    }

    [Fact]
    public async Task What_a_plugin_prints_comes_out_in_the_hosts_log()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        await sandbox.StartAsync();

        await sandbox.RunAsync("print");

        await Eventually.TrueAsync(() => sandbox.Loggers.Lines.Any(line =>
            line.Text.EndsWith(": said on the error output", StringComparison.Ordinal)));
        await Eventually.TrueAsync(() => sandbox.Loggers.Lines.Any(line =>
            line.Text.EndsWith(": said on the output", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("FLEET_Q_POSTGRES")]
    [InlineData("SNOWFLAKE_PASSWORD")]
    [InlineData("FLEETQ_PLUGIN_SECRET")]
    public async Task A_plugin_does_not_find_the_hosts_secrets(string variable)
    {
        Environment.SetEnvironmentVariable(variable, "secret");
        await using var sandbox = new IsolationSandbox("Unruly");
        await sandbox.StartAsync();

        var seen = (await sandbox.RunAsync("variable:" + variable)).Json();
        var path = (await sandbox.RunAsync("variable:PATH")).Json();

        Assert.Null(seen.GetProperty("answer").GetString());
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), path.GetProperty("answer").GetString());
    }

    [Fact]
    public async Task A_process_that_has_nothing_to_do_ends_and_the_next_step_starts_another()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        await sandbox.WriteManifestAsync("""{"isolation":"process","idle_exit_seconds":1}""");
        await sandbox.StartAsync();
        var first = await ProcessOfStepAsync(sandbox);

        await Eventually.TrueAsync(() => !IsolationSandbox.IsAlive(first));

        Assert.NotEqual(first, await ProcessOfStepAsync(sandbox));
    }

    [Fact]
    public async Task A_process_that_stands_still_is_ended_and_its_step_blamed()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        sandbox.Options = sandbox.Options with { BeatInterval = TimeSpan.FromMilliseconds(100), BeatsMissedMax = 100 };
        var plugin = await sandbox.StartAsync();
        var run = await sandbox.BeginAsync("wait", "my-1");

        using var stop = Process.Start("kill", ["-STOP", $"{plugin.ProcessId}"]);
        var result = await run.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);

        Assert.Equal((AttemptEnd.Retry, "plugin_crashed"), (result.End, result.Error?.Type));
        Assert.Contains("did not say", result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task A_signal_to_the_whole_group_is_the_hosts_to_answer(string signal)
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        var plugin = await sandbox.StartAsync();
        var running = await sandbox.BeginAsync("wait", "my-1");

        using var kill = Process.Start("kill", [signal, $"{plugin.ProcessId}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var next = (await sandbox.RunAsync("fine", "my-2")).Json();

        Assert.Equal(plugin.ProcessId, next.GetProperty("process_id").GetInt32());
        Assert.False(running.IsCompleted);
        await plugin.TryAbortAsync();
        Assert.Equal(AttemptEnd.Released, (await running).End);
    }

    [Fact]
    public async Task Its_process_ends_with_the_generation_and_lets_its_services_go()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        var plugin = await sandbox.StartAsync();
        var process = plugin.ProcessId!.Value;

        await plugin.DisposeAsync();

        Assert.False(IsolationSandbox.IsAlive(process));
        Assert.DoesNotContain(
            sandbox.Loggers.Lines, line => line.EventId == PluginHost.Isolation.IsolationEventIds.ChildLost);
    }

    private static async Task<int> ProcessOfStepAsync(IsolationSandbox sandbox) =>
        (await sandbox.RunAsync("fine")).Json().GetProperty("process_id").GetInt32();

    private static Task<AttemptResult> RunGoodAsync(IsolationSandbox sandbox, string taskType, string arguments) =>
        sandbox.RunAsync(Attempts.Of(taskType, arguments), TestContext.Current.CancellationToken);
}
