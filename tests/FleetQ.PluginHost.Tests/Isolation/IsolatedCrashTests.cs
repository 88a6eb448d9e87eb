using FleetQ.Engine.Dispatching;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests.Isolation;

public sealed class IsolatedCrashTests
{
    [Theory]
    [InlineData("overflow", "signal 6 (SIGABRT)", "Stack overflow")]
    [InlineData("fail-fast", "signal 6 (SIGABRT)", "enough is enough")]
    [InlineData("thread", "signal 6 (SIGABRT)", "thrown on a thread")]
    [InlineData("exit", "exit code 7", "")]
    [InlineData("segv", "signal 11 (SIGSEGV)", "")]
    public async Task A_step_that_ends_its_process_alone_is_blamed_with_the_cause_and_the_plugin_goes_on(
        string how, string end, string words)
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        await sandbox.StartAsync();

        var blamed = await sandbox.RunAsync(how);
        var next = await sandbox.RunAsync("fine", "my-2");

        Assert.Equal((AttemptEnd.Retry, "plugin_crashed"), (blamed.End, blamed.Error?.Type));
        Assert.Contains(end, blamed.Error!.Message, StringComparison.Ordinal);
        Assert.Contains(words, blamed.Error.Message, StringComparison.Ordinal);
        Assert.Equal(AttemptEnd.Completed, next.End);
    }

    [Fact]
    public async Task Of_several_steps_in_a_process_that_ends_none_is_blamed_and_then_the_guilty_one_alone()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        var plugin = await sandbox.StartAsync();
        var neighbour = await sandbox.BeginAsync("wait", "neighbour");

        var first = await sandbox.RunAsync("overflow", "guilty");
        var beside = await neighbour;
        var shared = await sandbox.BeginAsync("wait", "other");
        var second = await sandbox.RunAsync("overflow", "guilty");
        var third = await sandbox.RunAsync("overflow", "guilty");
        var cleared = await sandbox.RunAsync("fine", "neighbour");

        Assert.Equal(
            (AttemptEnd.Released, AttemptEnd.Released, AttemptEnd.Retry, AttemptEnd.Retry, AttemptEnd.Completed),
            (first.End, beside.End, second.End, third.End, cleared.End));
        Assert.Equal("plugin_crashed", second.Error?.Type);
        Assert.False(shared.IsCompleted);
        Assert.Equal(1, plugin.Suspects.Count);
        await plugin.TryAbortAsync();
        Assert.Equal(AttemptEnd.Released, (await shared).End);
    }

    [Fact]
    public async Task A_suspect_that_finds_another_running_alone_comes_back_without_using_an_attempt()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        var plugin = await sandbox.StartAsync();
        var neighbour = await sandbox.BeginAsync("wait", "neighbour");
        await sandbox.RunAsync("exit", "guilty");
        await neighbour;
        var alone = await sandbox.BeginAsync("wait", "neighbour");

        var turned = await sandbox.RunAsync("exit", "guilty");

        Assert.Equal(AttemptEnd.Snoozed, turned.End);
        Assert.NotNull(turned.Delay);
        await plugin.TryAbortAsync();
        await alone;
    }

    [Fact]
    public async Task A_step_without_retries_left_is_forgotten_when_it_is_blamed()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        var plugin = await sandbox.StartAsync();
        var attempt = Attempts.Of("unruly", """{"how":"exit"}""");
        var last = attempt with { Claim = attempt.Claim with { Attempt = 6 } };

        await sandbox.RunAsync(last, TestContext.Current.CancellationToken);

        Assert.Equal(0, plugin.Suspects.Count);
    }

    [Fact]
    public async Task A_process_that_crashes_again_and_again_is_started_after_growing_pauses()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        sandbox.Options = sandbox.Options with { RestartDelay = TimeSpan.FromSeconds(30) };
        await sandbox.StartAsync();
        await sandbox.RunAsync("exit", "guilty");

        var next = await sandbox.RunAsync("fine", "my-2");

        Assert.Equal(AttemptEnd.Snoozed, next.End);
        Assert.InRange(next.Delay!.Value.TotalSeconds, 20, 30);
    }

    [Fact]
    public async Task A_memory_limit_fails_the_step_with_the_limit_named_and_gives_the_next_a_new_process()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        await sandbox.WriteManifestAsync("""{"isolation":"process","memory_limit_mb":64}""");
        await sandbox.StartAsync();
        var before = (await sandbox.RunAsync("fine")).Json().GetProperty("process_id").GetInt32();

        var full = await sandbox.RunAsync("fill", size: 500);
        var after = (await sandbox.RunAsync("fine", "my-2")).Json().GetProperty("process_id").GetInt32();

        Assert.Equal(AttemptEnd.Retry, full.End);
        Assert.True(
            full.Error is { Type: "System.OutOfMemoryException" or "plugin_crashed" },
            $"{full.Error?.Type}: {full.Error?.Message}");
        Assert.Contains("emory", full.Error!.Message, StringComparison.Ordinal);
        Assert.NotEqual(before, after);
    }
}
