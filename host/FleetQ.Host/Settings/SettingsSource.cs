namespace FleetQ.Host.Settings;

/// <summary>
/// Where settings come from: flat variables first, then the section <c>FleetQ</c> of appsettings.json.
/// </summary>
internal sealed class SettingsSource
{
    /// <summary>The section of appsettings.json.</summary>
    public const string Section = "FleetQ";

    private static readonly string[] EnvironmentNames = ["DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"];

    private readonly Dictionary<string, string> environment;
    private readonly Dictionary<string, GivenText> file;

    /// <summary>Takes a snapshot. An empty value counts as not set, which is how compose files say so.</summary>
    public SettingsSource(IEnumerable<KeyValuePair<string, string?>> environment, IConfiguration configuration)
    {
        this.environment = environment
            .Where(static pair => !string.IsNullOrWhiteSpace(pair.Value))
            .ToDictionary(static pair => pair.Key, static pair => pair.Value!.Trim(), StringComparer.Ordinal);
        file = configuration.GetSection(Section)
            .AsEnumerable(makePathsRelative: true)
            .Where(static pair => !string.IsNullOrWhiteSpace(pair.Value))
            .GroupBy(static pair => Fold(pair.Key), StringComparer.Ordinal)
            .ToDictionary(
                static same => same.Key,
                static same => new GivenText($"{Section}:{same.First().Key}", same.First().Value!.Trim()),
                StringComparer.Ordinal);
    }

    /// <summary>True where the platform's own variables say that this is a developer's machine.</summary>
    public bool IsDevelopment => EnvironmentNames.Any(name =>
        environment.TryGetValue(name, out var value)
        && value.Equals("Development", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// All that is given for a setting by the source that comes first; more than one only under its other names.
    /// </summary>
    public IReadOnlyList<GivenText> Find(Setting setting)
    {
        var names = setting.OtherNames.Prepend(setting.Name).ToArray();
        var flat = names
            .Where(name => environment.ContainsKey(Setting.Prefix + name))
            .Select(name => new GivenText(Setting.Prefix + name, environment[Setting.Prefix + name]))
            .ToArray();
        if (flat.Length > 0)
        {
            return flat;
        }

        var filed = names.Where(name => file.ContainsKey(Fold(name))).Select(name => file[Fold(name)]).ToArray();
        if (filed.Length > 0)
        {
            return filed;
        }

        return setting.PlatformName is { } platform && environment.TryGetValue(platform, out var text)
            ? [new GivenText(platform, text)]
            : [];
    }

    /// <summary>
    /// The names given that no setting has, as the operator wrote them, with the part that was to be a setting's name.
    /// </summary>
    public IEnumerable<(string Given, string Name)> ListUnknown(IReadOnlyCollection<string> known)
    {
        var folded = known.Select(Fold).ToHashSet(StringComparer.Ordinal);
        var flat = environment.Keys
            .Where(static name => name.StartsWith(Setting.Prefix, StringComparison.OrdinalIgnoreCase))
            .Select(static name => (Given: name, Name: name[Setting.Prefix.Length..]))
            .Where(given => !known.Contains(given.Name)
                && !given.Name.StartsWith(SettingsCatalog.PluginPrefix, StringComparison.Ordinal));
        var filed = file
            .Where(pair => !folded.Contains(pair.Key))
            .Select(static pair => (Given: pair.Value.Name, Name: pair.Value.Name[(Section.Length + 1)..]));
        return flat.Concat(filed).OrderBy(static given => given.Given, StringComparer.Ordinal);
    }

    /// <summary>The settings of plugins that are given as variables: what follows the prefix, and the value.</summary>
    public IEnumerable<KeyValuePair<string, string>> ListOfPlugins()
    {
        const string Start = Setting.Prefix + SettingsCatalog.PluginPrefix;
        return environment
            .Where(static pair => pair.Key.StartsWith(Start, StringComparison.Ordinal))
            .Select(static pair => KeyValuePair.Create(pair.Key[Start.Length..], pair.Value));
    }

    // MaxParallelism, MAX_PARALLELISM and Max:Parallelism are one name.
    private static string Fold(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}

/// <summary>A value as it was given, and the name it was given under.</summary>
internal sealed record GivenText(string Name, string Text);
