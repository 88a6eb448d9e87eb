using FleetQ.Engine.Model;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests;

/// <summary>What operators and tools do to the files of a plugin while it runs.</summary>
public sealed class PluginFilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plugin_that_is_copied_piece_by_piece_is_read_when_it_is_whole()
    {
        await using var sandbox = new PluginSandbox("Good");
        // Longer than a busy machine stands still between two pieces.
        sandbox.Options = options => options with { QuietPeriod = TimeSpan.FromSeconds(5) };
        var catalog = await sandbox.WatchAsync();

        foreach (var file in Directory.GetFiles(PluginSandbox.SourceOf("SwapOne")))
        {
            await CopySlowlyAsync(file, sandbox.Path("Swap", Path.GetFileName(file)));
        }

        await catalog.ServesAsync("Swap", "1.0.0");
        Assert.DoesNotContain(sandbox.Loggers.Lines, line => line.EventId == PluginEventIds.PluginRefused);
    }

    [Theory]
    [InlineData("Swap.dll", 3_000, RefusalCodes.Incomplete)]
    [InlineData("Swap.deps.json", 40, RefusalCodes.Incomplete)]
    [InlineData("Humanizer.dll", null, RefusalCodes.MissingDependency)]
    [InlineData("Swap.dll", null, RefusalCodes.Incomplete)]
    public async Task A_plugin_with_a_damaged_file_is_refused_while_its_former_version_serves(
        string file, int? length, string code)
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchAsync();

        Damage(sandbox.Path("Swap", file), length);
        var report = await catalog.ReportsAsync("Swap", PluginState.UpdateRefused);
        var meanwhile = (await catalog.RunAsync("swap.tell", "{}")).Json().GetProperty("private").GetString();
        sandbox.Replace("SwapTwo", "Swap");
        await catalog.ServesAsync("Swap", "2.0.0");

        Assert.Equal((code, "1.0.0"), (report.Code, report.Version));
        Assert.Contains("Version 1.0.0 of plugin 'Swap' goes on serving", report.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetTempPath() + "fleetq-copies", report.Error, StringComparison.Ordinal);
        Assert.Equal("Some text", meanwhile);
        Assert.Equal((PluginState.Loaded, null), (catalog.Plugins[0].State, catalog.Plugins[0].Error));
    }

    [Fact]
    public async Task A_plugin_that_is_overwritten_in_place_while_it_runs_goes_on_and_then_gives_way()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchAsync();
        using var stop = new CancellationTokenSource();
        var steps = RunStepsAsync(catalog, stop.Token);

        foreach (var file in Directory.GetFiles(PluginSandbox.SourceOf("SwapTwo")))
        {
            // Truncated and written again under the same inode, as cp does it.
            await File.WriteAllBytesAsync(
                sandbox.Path("Swap", Path.GetFileName(file)), await File.ReadAllBytesAsync(file, Token), Token);
        }

        await catalog.ServesAsync("Swap", "2.0.0");
        await stop.CancelAsync();

        Assert.All(await steps, version => Assert.Contains(version, new[] { "1.0.0", "2.0.0" }));
    }

    [Fact]
    public async Task A_plugin_behind_a_link_that_is_turned_over_is_replaced()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", ".revisions/one/Swap");
        sandbox.Add("SwapTwo", ".revisions/two/Swap");
        Directory.CreateSymbolicLink(sandbox.Path("Swap"), sandbox.Path(".revisions", "one", "Swap"));
        var catalog = await sandbox.WatchAsync();
        var first = catalog.Find(new TaskType("swap.tell"))!.Plugin.Version;

        Directory.CreateSymbolicLink(sandbox.Path("_next"), sandbox.Path(".revisions", "two", "Swap"));
        Turn(sandbox.Path("_next"), sandbox.Path("Swap"));
        await catalog.ServesAsync("Swap", "2.0.0");

        Assert.Equal("1.0.0", first);
    }

    [Fact]
    public async Task A_whole_folder_behind_a_link_that_is_turned_over_is_read_anew()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "one/Swap");
        sandbox.Add("SwapTwo", "two/Swap");
        Directory.CreateSymbolicLink(sandbox.Path("current"), sandbox.Path("one"));
        sandbox.Options = options => options with { Folder = sandbox.Path("current") };
        var catalog = await sandbox.WatchAsync();

        Directory.CreateSymbolicLink(sandbox.Path("next"), sandbox.Path("two"));
        Turn(sandbox.Path("next"), sandbox.Path("current"));

        await catalog.ServesAsync("Swap", "2.0.0");
    }

    [Fact]
    public async Task A_touched_file_changes_nothing()
    {
        await using var sandbox = new PluginSandbox();
        sandbox.Add("SwapOne", "Swap");
        var catalog = await sandbox.WatchAsync();
        var before = catalog.Find(new TaskType("swap.tell"));

        File.SetLastWriteTimeUtc(sandbox.Path("Swap", "Swap.dll"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        sandbox.Add("Good");
        await catalog.ReportsAsync("Good", PluginState.Loaded);
        var reload = await catalog.ReportsAsync("Swap", PluginState.Loaded);

        Assert.Same(before, catalog.Find(new TaskType("swap.tell")));
        Assert.Empty(reload.Retired);
    }

    [Fact]
    public async Task Every_file_counts_for_the_sum_of_a_plugin()
    {
        await using var sandbox = new PluginSandbox("SwapOne");
        Directory.Move(sandbox.Path("SwapOne"), sandbox.Path("Swap"));
        var catalog = await sandbox.WatchAsync();
        var before = catalog.Plugins[0].Sha256;

        await File.AppendAllTextAsync(sandbox.Path("Swap", "notes.txt"), "new", Token);
        await Eventually.TrueAsync(() => catalog.Find(new TaskType("swap.tell"))!.Plugin.Sha256 != before);

        Assert.Equal(64, catalog.Plugins[0].Sha256!.Length);
        Assert.Equal(catalog.Plugins[0].Sha256, catalog.Find(new TaskType("swap.tell"))!.Plugin.Sha256);
    }

    [Fact]
    public async Task A_plugin_with_native_libraries_and_no_list_of_dependencies_is_refused()
    {
        await using var sandbox = new PluginSandbox("RootedBySqlite");
        File.Delete(sandbox.Path("RootedBySqlite", "RootedBySqlite.deps.json"));

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(RefusalCodes.Incomplete, catalog.Plugins[0].Code);
        Assert.Contains("'RootedBySqlite.deps.json'", catalog.Plugins[0].Error, StringComparison.Ordinal);
    }

    private static void Damage(string file, int? length)
    {
        if (length is null)
        {
            File.Delete(file);
            return;
        }

        using var stream = File.OpenWrite(file);
        stream.SetLength(length.Value);
    }

    private static void Turn(string link, string place)
    {
        // rename(2) over the old link, which Directory.Move will not do.
        using var move = System.Diagnostics.Process.Start("mv", ["-T", link, place]);
        move.WaitForExit();
        Assert.Equal(0, move.ExitCode);
    }

    private static async Task CopySlowlyAsync(string source, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var bytes = await File.ReadAllBytesAsync(source, Token);
        var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1);
        await using (file)
        {
            var pieces = Math.Clamp(bytes.Length, 1, 8);
            foreach (var piece in bytes.Chunk((bytes.Length / pieces) + 1))
            {
                await file.WriteAsync(piece, Token);
                await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
            }
        }
    }

    private static async Task<IReadOnlyList<string?>> RunStepsAsync(PluginCatalog catalog, CancellationToken stop)
    {
        var versions = new List<string?>();
        while (!stop.IsCancellationRequested)
        {
            var result = await catalog.RunAsync(Attempts.Of("swap.tell", "{}"), CancellationToken.None);
            versions.Add(result.Json().GetProperty("version").GetString());
            await Task.Yield();
        }

        return versions;
    }
}
