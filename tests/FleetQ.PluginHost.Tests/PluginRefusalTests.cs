using FleetQ.Engine.Dispatching;
using FleetQ.PluginHost.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.PluginHost.Tests;

public sealed class PluginRefusalTests
{
    [Theory]
    [InlineData("NoHandlers", RefusalCodes.NoHandlers, "NoHandlers.ForgottenHandler implements IStepHandler")]
    [InlineData("NotAPlugin", RefusalCodes.NotAPlugin, "does not reference FleetQ.Sdk")]
    [InlineData("NewerContract", RefusalCodes.ContractNewer, "for contract 1.99 of FleetQ.Sdk; this host offers 1.1")]
    [InlineData("OtherMajor", RefusalCodes.ContractMajor, "for contract 2.0 of FleetQ.Sdk; this host offers 1.1")]
    [InlineData("NewerTargetFramework", RefusalCodes.TargetFrameworkNewer, "for .NET 99.0; this host runs on .NET")]
    [InlineData("ThrowsInSetup", RefusalCodes.SetupFailed, "System.TypeInitializationException")]
    [InlineData("Unconstructible", RefusalCodes.InvalidHandler, "Unconstructible.LonelyHandler+Mailer")]
    public async Task A_plugin_that_cannot_run_is_refused_by_code_and_by_a_sentence_that_names_it(
        string plugin, string code, string sentence)
    {
        await using var sandbox = new PluginSandbox(plugin);

        var catalog = await sandbox.LoadAsync();

        var report = Assert.Single(catalog.Plugins);
        Assert.Equal((PluginState.Refused, code), (report.State, report.Code));
        Assert.Contains($"'{plugin}'", report.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, report.Error, StringComparison.Ordinal);
        Assert.EndsWith(".", report.Error, StringComparison.Ordinal);
        Assert.Empty(report.TaskTypes);
        Assert.Empty(catalog.Routes);
    }

    [Fact]
    public async Task Every_mistake_in_the_handlers_is_named_at_once()
    {
        await using var sandbox = new PluginSandbox("InvalidHandlers");

        var catalog = await sandbox.LoadAsync();

        var report = catalog.Plugins[0];
        Assert.Equal(RefusalCodes.InvalidHandler, report.Code);
        string[] mistakes =
        [
            "InvalidHandlers.NoInterface implements neither",
            "serves 'not a type', which is no task type",
            "sets MaxRetries to 101; it must be 0 to 100",
            "sets TimeoutSeconds to NaN",
            "sets TimeoutSeconds to 0",
            "sets MaxConcurrency to 0",
            "serves 'right.type', which InvalidHandlers.OutOfRange serves already",
            "serves 'no alias', which is no task type",
        ];
        Assert.All(mistakes, mistake => Assert.Contains(mistake, report.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_library_is_found_before_any_step_needs_it()
    {
        await using var sandbox = new PluginSandbox("PrivateDependencyNew");
        File.Delete(sandbox.Path("PrivateDependencyNew", "Humanizer.dll"));

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(RefusalCodes.MissingDependency, catalog.Plugins[0].Code);
        Assert.Contains(
            "needs 'Humanizer' 2.14.0.0 (asked for by 'PrivateDependencyNew')",
            catalog.Plugins[0].Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hosts_own_libraries_are_not_for_plugins()
    {
        await using var sandbox = new PluginSandbox("PrivateDependencyOld");
        File.Delete(sandbox.Path("PrivateDependencyOld", "Polly.Core.dll"));

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(RefusalCodes.MissingDependency, catalog.Plugins[0].Code);
        Assert.Contains("'Polly.Core'", catalog.Plugins[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_up_that_never_ends_is_given_up()
    {
        await using var sandbox = new PluginSandbox("HangsInSetup");
        var time = new FakeTimeProvider();
        var catalog = sandbox.NewCatalog(time);

        var load = catalog.LoadAllAsync(TestContext.Current.CancellationToken);
        while (!load.IsCompleted)
        {
            // The wait may not have begun yet, so time passes until it has.
            time.Advance(TimeSpan.FromSeconds(31));
            await Task.Yield();
        }

        await load;
        Assert.Equal(RefusalCodes.SetupFailed, catalog.Plugins[0].Code);
        Assert.Contains("within 30 s", catalog.Plugins[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_throws_in_its_constructor_fails_its_attempt_and_not_its_plugin()
    {
        await using var sandbox = new PluginSandbox("ThrowsInConstructor");
        var catalog = await sandbox.LoadAsync();

        var result = await catalog.RunAsync("broken.constructor", "{}");

        Assert.Equal(AttemptEnd.Retry, result.End);
        Assert.Equal(("no licence", "System.InvalidOperationException"), (result.Error!.Message, result.Error.Type));
    }
}
