using FleetQ.Host.Settings;

namespace FleetQ.Host;

/// <summary>Reads what stands around the process: its variables and its appsettings.json.</summary>
internal sealed class HostConfiguration
{
    private const string FileName = "appsettings.json";
    private const string PluginsSection = "Plugins";

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
    /// <param name="plugins">The names of the plugins, for a variable cannot spell them: it has capitals and _.</param>
    public IConfiguration ReadPluginSettings(IEnumerable<string> plugins)
    {
        var bySpelling = plugins
            .DistinctBy(SpellingOf, StringComparer.Ordinal)
            .ToDictionary(SpellingOf, static name => name, StringComparer.Ordinal);
        return new ConfigurationBuilder()
            .AddConfiguration(files)
            .AddInMemoryCollection(Settings.ListOfPlugins()
                .Select(pair => KeyValuePair.Create(KeyOf(pair.Key, bySpelling), (string?)pair.Value)))
            .Build();
    }

    private static string KeyOf(string variable, Dictionary<string, string> bySpelling)
    {
        var parts = variable.Split("__");
        var plugin = bySpelling.GetValueOrDefault(SpellingOf(parts[0]), parts[0]);
        return ConfigurationPath.Combine([PluginsSection, plugin, .. parts[1..]]);
    }

    private static string SpellingOf(string name) =>
        string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
