using Microsoft.Extensions.Configuration;

namespace FleetQ.PluginHost.Tests.Support;

/// <summary>A folder of plugins of its own, and the catalog that loads it.</summary>
public sealed class PluginSandbox : IAsyncDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("fleetq-plugins-");
    private readonly List<PluginCatalog> catalogs = [];

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
        var options = new PluginHostOptions { Folder = Folder, AllowListFile = useAllowList ? AllowListFile : null };
        var catalog = new PluginCatalog(options, configuration, Loggers, time);
        catalogs.Add(catalog);
        return catalog;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var catalog in catalogs)
        {
            await catalog.DisposeAsync();
        }

        Loggers.Dispose();
        root.Delete(recursive: true);
        File.Delete(AllowListFile);
    }

    private static string SourceOf(string plugin) =>
        System.IO.Path.Combine(AppContext.BaseDirectory, "plugins", plugin);
}
