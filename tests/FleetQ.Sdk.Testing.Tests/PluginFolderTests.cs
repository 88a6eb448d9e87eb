namespace FleetQ.Sdk.Testing.Tests;

/// <summary>Plugins as they are published.</summary>
public sealed class PluginFolderTests
{
    private const string Echo = "FleetQ.Plugins.Echo";

    private static string Plugins => Path.Combine(AppContext.BaseDirectory, "plugins");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_runs_the_plugins_of_a_folder()
    {
        await using var host = await FleetHost.StartAsync(options => options.PluginsFolder = Plugins, Token);

        var step = await host.RunAsync("echo", new { hello = "world" }, Token);

        Assert.Equal("completed", step.Status);
        Assert.Equal(Echo, step.Json.GetProperty("attempts")[0].GetProperty("plugin").GetString());
    }

    [Fact]
    public async Task A_plugin_that_holds_on_to_nothing_leaves_memory()
    {
        Assert.Equal(0, await PluginUnloading.CountLeftBehindAsync(Path.Combine(Plugins, Echo), 3, Token));
    }
}
