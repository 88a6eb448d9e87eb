using FleetQ.Host.Settings;

namespace FleetQ.Host;

/// <summary>Reads what stands around the process: its variables and its appsettings.json.</summary>
internal sealed class HostConfiguration
{
    private const string FileName = "appsettings.json";

    private readonly IConfiguration files;

    /// <summary>Reads both files, the one in the working folder over the one beside the host.</summary>
    public HostConfiguration(IEnumerable<KeyValuePair<string, string?>> environment)
    {
        files = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, FileName), optional: true)
            .AddJsonFile(Path.GetFullPath(FileName), optional: true)
            .Build();
        Settings = new SettingsSource(environment, files);
    }

    public SettingsSource Settings { get; }

    /// <summary>The plugins' own settings, as sections <c>Plugins:&lt;Name&gt;</c>; variables over files.</summary>
    public IConfiguration ReadPluginSettings() => new ConfigurationBuilder()
        .AddConfiguration(files)
        .Add(new PluginVariables(Settings.ListOfPlugins()))
        .Build();
}
