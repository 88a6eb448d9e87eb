using Microsoft.Extensions.Configuration;

namespace FleetQ.PluginHost.Tests.Support;

/// <summary>A folder of plugins of its own, and the catalog that loads it.</summary>
public sealed class PluginSandbox : IAsyncDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("fleetq-plugins-");
    private readonly List<PluginCatalog> catalogs = [];
    private readonly List<Task> loops = [];
    private readonly CancellationTokenSource stopping = new();

    public PluginSandbox(params string[] plugins)
    {
        foreach (var plugin in plugins)
        {
            Add(plugin);
        }
    }

    public RecordingLoggers Loggers { get; } = new();

    public Dictionary<string, string?> Settings { get; } = [];

    public string Folder => root.FullName;

    public string AllowListFile => root.FullName + ".sums";

    public string KeysFile => root.FullName + ".keys";

    /// <summary>What catalogs are made with, besides the folder.</summary>
    public Func<PluginHostOptions, PluginHostOptions> Options { get; set; } = options => options;

    public string Path(params string[] parts) => System.IO.Path.Combine([Folder, .. parts]);

    /// <summary>Copies a test plugin as it was built, under its own or another folder's name.</summary>
    public void Add(string plugin, string? name = null)
    {
        var source = SourceOf(plugin);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path(name ?? plugin, System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>
    /// Puts a test plugin in the place of another, as a careful operator does: beside it, then by renaming.
    /// </summary>
    public void Replace(string plugin, string name)
    {
        var (stage, old) = (Path("_stage"), Path("_old"));
        Add(plugin, "_stage");
        if (Directory.Exists(Path(name)))
        {
            Directory.Move(Path(name), old);
        }

        Directory.Move(stage, Path(name));
        if (Directory.Exists(old))
        {
            Directory.Delete(old, recursive: true);
        }
    }

    /// <summary>Loads the folder into a catalog for development, and keeps looking at it.</summary>
    public Task<PluginCatalog> WatchAsync() => WatchAsync(reloadsInProcess: true);

    /// <summary>Loads the folder into a catalog as production has it, and keeps looking at it.</summary>
    public Task<PluginCatalog> WatchInProductionAsync() => WatchAsync(reloadsInProcess: false);

    /// <summary>Copies only the main DLL of a test plugin to the top.</summary>
    public void AddLone(string plugin) =>
        File.Copy(System.IO.Path.Combine(SourceOf(plugin), plugin + ".dll"), Path(plugin + ".dll"));

    public async Task<PluginCatalog> LoadAsync(bool useAllowList = false)
    {
        var catalog = NewCatalog(TimeProvider.System, useAllowList);
        await catalog.LoadAllAsync(TestContext.Current.CancellationToken);
        return catalog;
    }

    public PluginCatalog NewCatalog(TimeProvider time, bool useAllowList = false)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build();
        var options = Options(
            new PluginHostOptions { Folder = Folder, AllowListFile = useAllowList ? AllowListFile : null });
        var catalog = new PluginCatalog(options, configuration, Loggers, time);
        catalogs.Add(catalog);
        return catalog;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(loops);
        foreach (var catalog in catalogs)
        {
            await catalog.DisposeAsync();
        }

        stopping.Dispose();

        Loggers.Dispose();
        root.Delete(recursive: true);
        File.Delete(AllowListFile);
        File.Delete(KeysFile);
    }

    private async Task<PluginCatalog> WatchAsync(bool reloadsInProcess)
    {
        var others = Options;
        Options = options => others(options with
        {
            ReloadsInProcess = reloadsInProcess,
            ScanInterval = TimeSpan.FromMilliseconds(50),
            QuietPeriod = TimeSpan.FromMilliseconds(150),
        });
        var catalog = await LoadAsync();
        loops.Add(catalog.RunAsync(stopping.Token));
        return catalog;
    }

    internal static string SourceOf(string plugin) =>
        System.IO.Path.Combine(AppContext.BaseDirectory, "plugins", plugin);
}
