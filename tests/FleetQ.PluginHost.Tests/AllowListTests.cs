using System.Security.Cryptography;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests;

public sealed class AllowListTests
{
    [Fact]
    public async Task A_plugin_is_loaded_when_all_its_files_are_listed()
    {
        await using var sandbox = new PluginSandbox("PrivateDependencyNew");
        WriteList(sandbox, file => true);

        var catalog = await sandbox.LoadAsync(useAllowList: true);

        Assert.Equal(PluginState.Loaded, Assert.Single(catalog.Plugins).State);
    }

    [Fact]
    public async Task A_plugin_with_one_file_that_is_not_listed_is_refused_by_that_file()
    {
        await using var sandbox = new PluginSandbox("Good", "PrivateDependencyNew");
        WriteList(sandbox, file => Path.GetFileName(file) != "Humanizer.dll");

        var catalog = await sandbox.LoadAsync(useAllowList: true);

        Assert.Equal([null, RefusalCodes.NotAllowed], catalog.Plugins.Select(plugin => plugin.Code));
        Assert.StartsWith("'Humanizer.dll' of plugin", catalog.Plugins[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_changed_since_it_was_listed_is_refused()
    {
        await using var sandbox = new PluginSandbox("Good");
        WriteList(sandbox, file => true);
        await File.AppendAllTextAsync(sandbox.Path("Good", "Good.xml"), " ", TestContext.Current.CancellationToken);

        var catalog = await sandbox.LoadAsync(useAllowList: true);

        Assert.Equal(RefusalCodes.NotAllowed, catalog.Plugins[0].Code);
    }

    [Theory]
    [InlineData("Good.runtimeconfig.json", """{"runtimeOptions":{"additionalProbingPaths":["/elsewhere"]}}""")]
    [InlineData("Good.runtimeconfig.dev.json", """{"runtimeOptions":{"AdditionalProbingPaths":["/elsewhere"],},}""")]
    [InlineData("Good.runtimeconfig.json", "no JSON")]
    public async Task A_listed_plugin_takes_no_library_from_folders_that_are_not_judged(string file, string content)
    {
        await using var sandbox = new PluginSandbox("Good");
        await File.WriteAllTextAsync(sandbox.Path("Good", file), content, TestContext.Current.CancellationToken);
        WriteList(sandbox, file => true);

        var catalog = await sandbox.LoadAsync(useAllowList: true);

        Assert.Equal(RefusalCodes.NotAllowed, catalog.Plugins[0].Code);
        Assert.StartsWith($"'{file}' of plugin 'Good'", catalog.Plugins[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_comes_to_a_listed_plugin_is_named()
    {
        await using var sandbox = new PluginSandbox("Good");
        WriteList(sandbox, file => true);
        Directory.CreateDirectory(sandbox.Path("Good", "runtimes"));
        await File.WriteAllTextAsync(
            sandbox.Path("Good", "runtimes", "extra.so"), "", TestContext.Current.CancellationToken);

        var catalog = await sandbox.LoadAsync(useAllowList: true);

        Assert.StartsWith("'runtimes/extra.so' of plugin", catalog.Plugins[0].Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not a sum  Good.dll")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public async Task A_list_that_cannot_be_read_allows_nothing(string? content)
    {
        await using var sandbox = new PluginSandbox("Good");
        if (content is not null)
        {
            await File.WriteAllTextAsync(sandbox.AllowListFile, content, TestContext.Current.CancellationToken);
        }

        var catalog = await sandbox.LoadAsync(useAllowList: true);

        Assert.Equal(RefusalCodes.NotAllowed, catalog.Plugins[0].Code);
        Assert.Contains(sandbox.AllowListFile, catalog.Plugins[0].Error, StringComparison.Ordinal);
        Assert.Empty(catalog.Routes);
    }

    private static void WriteList(PluginSandbox sandbox, Func<string, bool> isListed)
    {
        var files = Directory.GetFiles(sandbox.Folder, "*", SearchOption.AllDirectories).Where(isListed);
        File.WriteAllLines(
            sandbox.AllowListFile,
            ["# Made by sha256sum.", "", .. files.Select(file => $"{Sum(file)}  {file}")]);
    }

    private static string Sum(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
