using FleetQ.PluginHost.Settings;

namespace FleetQ.Host.Settings;

/// <summary>
/// The variables of plugins as sections <c>Plugins:&lt;Name&gt;</c>: <c>ACME_CSV__URL</c> is <c>Url</c> of the plugin
/// <c>Acme.Csv</c>.
/// </summary>
/// <remarks>
/// A variable cannot spell a plugin's name, so it is found by the name that is asked for: also that of a plugin that
/// comes while the host runs.
/// </remarks>
internal sealed class PluginVariables(IEnumerable<KeyValuePair<string, string>> variables)
    : ConfigurationProvider, IConfigurationSource
{
    private const string Section = "Plugins";
    private const string Separator = "__";

    private readonly KeyValuePair<string, string>[] variables = [.. variables];

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <inheritdoc/>
    public override bool TryGet(string key, out string? value)
    {
        value = Find(key).FirstOrDefault(static found => found.Key.Length == 0).Value;
        return value is not null;
    }

    /// <inheritdoc/>
    public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
        Find(parentPath ?? "")
            .Where(static found => found.Key.Length > 0)
            .Select(static found => found.Key.Split(ConfigurationPath.KeyDelimiter)[0])
            .Concat(earlierKeys)
            .Order(ConfigurationKeyComparer.Instance);

    // What is given at or below a path: the rest of the path, and the value.
    private IEnumerable<KeyValuePair<string, string>> Find(string path)
    {
        var parts = path.Split(ConfigurationPath.KeyDelimiter);
        if (parts.Length < 2 || !parts[0].Equals(Section, StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var start = string.Join(Separator, parts[2..].Prepend(SettingSpelling.Of(parts[1])));
        return variables
            .Where(variable => variable.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(variable => KeyValuePair.Create(variable.Key[start.Length..], variable.Value))
            .Where(static rest => rest.Key.Length == 0 || rest.Key.StartsWith(Separator, StringComparison.Ordinal))
            .Select(static rest => KeyValuePair.Create(KeyOf(rest.Key), rest.Value));
    }

    private static string KeyOf(string rest) => rest.Length == 0
        ? ""
        : rest[Separator.Length..].Replace(Separator, ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
}
