using FleetQ.Engine.Model.Text;

namespace FleetQ.Host.Settings;

/// <summary>
/// Reads settings one by one and collects every problem, so that an operator sees all of them at once.
/// </summary>
internal sealed class SettingsReader(SettingsSource source)
{
    private const int ShownLengthMax = 80;

    private readonly List<string> problems = [];

    public IReadOnlyList<string> Problems => problems;

    /// <summary>True where the platform's own variables say that this is a developer's machine.</summary>
    public bool IsDevelopment => source.IsDevelopment;

    public void Add(string problem) => problems.Add(problem);

    /// <summary>Tells whether somebody set it.</summary>
    public bool IsGiven(Setting setting) => source.Find(setting).Count > 0;

    /// <summary>
    /// The value given, or the default; a value that breaks the rule is a problem, and the default stands in for it.
    /// </summary>
    public T Read<T>(Setting<T> setting)
    {
        var given = source.Find(setting);
        if (given.Count == 0)
        {
            return setting.Default;
        }

        if (given.Select(static text => text.Text).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            var names = string.Join(" and ", given.Select(static text => text.Name));
            problems.Add($"{names} are one setting with two values; keep one.");
        }

        if (setting.Parse(given[0].Text) is { } parsed)
        {
            return parsed.Value;
        }

        problems.Add($"{given[0].Name} is {Show(setting, given[0].Text)}; it must be {setting.Rule}.");
        return setting.Default;
    }

    /// <summary>Reports names that no setting has, and names that this version does not have yet.</summary>
    public void RefuseUnknown()
    {
        var known = SettingsCatalog.All.SelectMany(static setting => setting.OtherNames.Prepend(setting.Name)).ToList();
        foreach (var (given, name) in source.ListUnknown(known))
        {
            var upper = name.ToUpperInvariant();
            if (SettingsCatalog.NotInThisVersion.Contains(upper.Replace(':', '_'), StringComparer.Ordinal))
            {
                problems.Add($"{given} is set, but it is not in this version of FleetQ; remove it.");
                continue;
            }

            var nearest = NearestName.Find(upper, known);
            problems.Add(
                $"{given} is no setting." + (nearest is null ? "" : $" Did you mean {Setting.Prefix}{nearest}?"));
        }
    }

    private static string Show(Setting setting, string text)
    {
        if (setting.IsSecret)
        {
            return "not well formed";
        }

        return text.Length <= ShownLengthMax ? $"'{text}'" : $"'{text[..ShownLengthMax]}…'";
    }
}
