using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests;

public sealed class PluginFolderTests
{
    [Fact]
    public async Task A_lone_dll_that_needs_nothing_but_the_sdk_is_a_plugin()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.AddLone("Good");

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(PluginState.Loaded, catalog.Plugins[0].State);
        Assert.Equal(sandbox.Path("Good.dll"), catalog.Plugins[0].Folder);
        Assert.Equal("""{"a":1}""", (await catalog.RunAsync("good.echo", """{"a":1}""")).Result);
    }

    [Fact]
    public async Task A_lone_dll_does_not_get_its_libraries_from_what_lies_beside_it()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.AddLone("PrivateDependencyNew");
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "plugins", "PrivateDependencyNew", "Humanizer.dll"),
            sandbox.Path("Humanizer.dll"));

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(
            [RefusalCodes.NotAPlugin, RefusalCodes.MissingDependency],
            catalog.Plugins.Select(plugin => plugin.Code));
        Assert.Contains("make a folder 'PrivateDependencyNew'", catalog.Plugins[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_beats_a_lone_dll_of_the_same_name()
    {
        await using var sandbox = new PluginSandbox("Good");
        sandbox.AddLone("Good");

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(sandbox.Path("Good"), Assert.Single(catalog.Plugins).Folder);
        Assert.Contains(sandbox.Loggers.Lines, line => line.EventId == PluginEventIds.LoneDllIgnored);
    }

    [Theory]
    [InlineData("_stage")]
    [InlineData(".data")]
    public async Task What_starts_with_an_underscore_or_a_dot_is_ignored(string name)
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("Good", name);
        await File.WriteAllTextAsync(sandbox.Path(name + ".dll"), "no dll", TestContext.Current.CancellationToken);

        var catalog = await sandbox.LoadAsync();

        Assert.Empty(catalog.Plugins);
    }

    [Fact]
    public async Task A_folder_without_a_dll_of_its_name_is_incomplete()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("Good", "Better");

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(RefusalCodes.Incomplete, catalog.Plugins[0].Code);
        Assert.Contains("'Better.dll'", catalog.Plugins[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dll_under_another_name_is_refused_with_both_names()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("Good", "Better");
        File.Move(sandbox.Path("Better", "Good.dll"), sandbox.Path("Better", "Better.dll"));

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(RefusalCodes.NotAPlugin, catalog.Plugins[0].Code);
        Assert.Contains("assembly 'Good'", catalog.Plugins[0].Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(3_000)]
    public async Task A_half_copied_dll_is_incomplete(int bytes)
    {
        await using var sandbox = new PluginSandbox("Good");
        using (var file = File.OpenWrite(sandbox.Path("Good", "Good.dll")))
        {
            file.SetLength(bytes);
        }

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(RefusalCodes.Incomplete, catalog.Plugins[0].Code);
    }

    [Fact]
    public async Task A_half_copied_list_of_dependencies_is_incomplete()
    {
        await using var sandbox = new PluginSandbox("Good");
        using (var file = File.OpenWrite(sandbox.Path("Good", "Good.deps.json")))
        {
            file.SetLength(40);
        }

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(RefusalCodes.Incomplete, catalog.Plugins[0].Code);
        Assert.Contains("Good.deps.json", catalog.Plugins[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_list_of_dependencies_is_loaded_from_what_it_holds()
    {
        await using var sandbox = new PluginSandbox("PrivateDependencyNew");
        File.Delete(sandbox.Path("PrivateDependencyNew", "PrivateDependencyNew.deps.json"));

        var catalog = await sandbox.LoadAsync();

        var result = await catalog.RunAsync("private.new", "{}");
        Assert.Equal("2.14", result.Json().GetProperty("humanizer").GetString());
    }
}
