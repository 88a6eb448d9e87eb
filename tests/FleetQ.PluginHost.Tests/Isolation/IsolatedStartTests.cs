using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests.Isolation;

public sealed class IsolatedStartTests
{
    [Fact]
    public async Task A_plugin_that_ends_its_process_in_its_set_up_is_refused_with_the_cause()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        sandbox.Settings["Plugins:Unruly:Die"] = "yes";

        var started = await sandbox.TryStartAsync();

        Assert.Equal("process-failed", started.Refusal?.Code);
        Assert.Contains("dies in its set-up", started.Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ThrowsInSetup", "setup-failed")]
    [InlineData("NoHandlers", "no-handlers")]
    [InlineData("Unconstructible", "invalid-handler")]
    public async Task A_plugin_that_the_host_would_refuse_is_refused_alike(string plugin, string code)
    {
        await using var sandbox = new IsolationSandbox(plugin);

        var started = await sandbox.TryStartAsync();

        Assert.Equal(code, started.Refusal?.Code);
    }

    [Fact]
    public async Task A_plugin_that_never_says_hello_is_refused_and_its_process_ended()
    {
        await using var sandbox = new IsolationSandbox("HangsInSetup");
        sandbox.Options = sandbox.Options with { HelloTimeout = TimeSpan.FromSeconds(3) };

        var started = await sandbox.TryStartAsync();

        Assert.Equal("process-failed", started.Refusal?.Code);
        Assert.Contains("within 3 s", started.Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_program_a_plugin_is_refused_with_what_to_do()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        sandbox.Options = sandbox.Options with { Program = sandbox.Path("none") };

        var started = await sandbox.TryStartAsync();

        Assert.Equal("process-failed", started.Refusal?.Code);
        Assert.Contains("./fq publish", started.Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_loads_nothing_when_the_files_are_not_those_that_were_judged()
    {
        await using var sandbox = new IsolationSandbox("Good");
        var judged = new string('a', 64);

        var started = await sandbox.TryStartAsync(judged);

        Assert.Equal(RefusalCodes.CopyFailed, started.Refusal?.Code);
        Assert.Contains("is not what was judged", started.Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"isolaton":"process"}""", "unknown field 'isolaton'; did you mean 'isolation'?")]
    [InlineData("""{"isolation":"thread"}""", "it must be 'process' or 'none'")]
    [InlineData("""{"isolation":true}""", "it must be 'process' or 'none'")]
    [InlineData("""{"memory_limit_mb":1}""", "it must be a whole number from 16 to 1048576")]
    [InlineData("""{"memory_limit_mb":"64"}""", "it must be a whole number from 16 to 1048576")]
    [InlineData("""{"idle_exit_seconds":0}""", "it must be a whole number from 1 to 604800")]
    [InlineData("""{"isolation":"process","isolation":"none"}""", "is no JSON object")]
    [InlineData("[]", "is no JSON object")]
    [InlineData("", "is no JSON object")]
    public async Task A_manifest_that_cannot_be_followed_refuses_the_plugin(string manifest, string sentence)
    {
        await using var sandbox = new IsolationSandbox("Good");
        await sandbox.WriteManifestAsync(manifest);

        var started = await sandbox.TryStartAsync();

        Assert.Equal("invalid-manifest", started.Refusal?.Code);
        Assert.Contains(sentence, started.Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Isolation", "none", "it must be 'process', or not be set")]
    [InlineData("MemoryLimitMb", "much", "it must be a whole number from 16 to 1048576")]
    [InlineData("IdleExitSeconds", "-1", "it must be a whole number from 1 to 604800")]
    public async Task A_setting_that_cannot_be_followed_refuses_the_plugin(string key, string value, string sentence)
    {
        await using var sandbox = new IsolationSandbox("Good");
        sandbox.Settings["Plugins:Good:" + key] = value;

        var started = await sandbox.TryStartAsync();

        Assert.Equal("invalid-manifest", started.Refusal?.Code);
        Assert.Contains(sentence, started.Refusal!.Sentence, StringComparison.Ordinal);
    }
}
