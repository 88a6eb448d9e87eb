using FleetQ.PluginHost.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.PluginHost.Tests;

public sealed class PluginIsolationTests
{
    [Fact]
    public async Task Two_plugins_run_with_two_versions_of_one_library_at_the_same_time()
    {
        await using var sandbox = new PluginSandbox("PrivateDependencyOld", "PrivateDependencyNew");
        var catalog = await sandbox.LoadAsync();

        var results = await Task.WhenAll(catalog.RunAsync("private.old", "{}"), catalog.RunAsync("private.new", "{}"));

        Assert.Equal(["2.8", "2.14"], results.Select(result => result.Json().GetProperty("humanizer").GetString()));
        Assert.All(results, result => Assert.Equal("Pascal case text", result.Json().GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_plugin_may_bring_another_version_of_what_the_sdk_uses_for_itself()
    {
        await using var sandbox = new PluginSandbox("PrivateDependencyOld");
        var catalog = await sandbox.LoadAsync();

        var result = await catalog.RunAsync("private.old", "{}");

        Assert.StartsWith("8.5.2", result.Json().GetProperty("polly").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugins_built_with_newer_and_older_extensions_than_the_hosts_run_side_by_side()
    {
        await using var sandbox = new PluginSandbox("ExtensionsNew", "ExtensionsOld");
        sandbox.Settings["Plugins:ExtensionsNew:Most"] = "12";
        var hosts = typeof(IServiceCollection).Assembly.GetName().Version!.Major;

        var catalog = await sandbox.LoadAsync();

        Assert.All(catalog.Plugins, plugin => Assert.Null(plugin.Error));
        var newer = (await catalog.RunAsync("extensions.new", "{}")).Json();
        var older = (await catalog.RunAsync("extensions.old", "{}")).Json();
        Assert.Equal((12, 10), (newer.GetProperty("most").GetInt32(), newer.GetProperty("options").GetInt32()));
        Assert.Equal((5, 8), (older.GetProperty("most").GetInt32(), older.GetProperty("options").GetInt32()));
        Assert.All([newer, older], seen => Assert.Equal(hosts, seen.GetProperty("abstractions").GetInt32()));
    }
}
