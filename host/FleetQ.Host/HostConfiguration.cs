using FleetQ.Host.Settings;

namespace FleetQ.Host;

/// <summary>Reads what stands around the process: its variables and its appsettings.json.</summary>
internal sealed class HostConfiguration
{
    private const string FileName = "appsettings.json";
    private const string PluginsSection = "Plugins";

    /// <summary>Reads both files, the one in the working folder over the one beside the host.</summary>
    public HostConfiguration(IEnumerable<KeyValuePair<string, string?>> environment)
    {
        var files = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, FileName), optional: true)
            .AddJsonFile(Path.GetFullPath(FileName), optional: true)
            .Build();
        Settings = new SettingsSource(environment, files);
        OfPlugins = new ConfigurationBuilder()
            .AddConfiguration(files)
            .AddInMemoryCollection(Settings.ListOfPlugins().Select(static pair => KeyValuePair.Create(KeyOf(pair.Key), (string?)pair.Value)))
            .Build();
    }

    public SettingsSource Settings { get; }

    /// <summary>The sections <c>Plugins:&lt;NAME&gt;</c>, variables over files.</summary>
    public IConfiguration OfPlugins { get; }

    private static string KeyOf(string name) =>
        ConfigurationPath.Combine(PluginsSection, name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal));
}
