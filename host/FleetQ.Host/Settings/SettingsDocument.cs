using System.Text;

namespace FleetQ.Host.Settings;

/// <summary>Writes docs/configuration.md from the catalog, so that the page cannot differ from the code.</summary>
internal static class SettingsDocument
{
    public static string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Configuration

            This page is generated: `FleetQ.Host --print-configuration` prints it from the code that reads the settings.

            Settings are environment variables. The same names stand in the section `FleetQ` of `appsettings.json`,
            beside the host or in the working folder, as `MaxParallelism` or `MAX_PARALLELISM`; a variable wins. An
            empty value counts as not set. At start, all problems are printed together and the exit code is 1; a name
            that FleetQ does not know is one of them. Durations are seconds unless the name says otherwise, with
            decimals; those marked with `[_SECONDS]` can be written with that ending too.

            | variable | default | must be | meaning |
            |---|---|---|---|

            """);
        foreach (var setting in SettingsCatalog.All)
        {
            text.Append(RowOf(setting)).Append('\n');
        }

        text.Append(
            """

            `PORT` is read where `FLEET_Q_API_PORT` is not set. `FLEET_Q_PLUGIN_<NAME>__<KEY>` is the setting `<KEY>`
            of a plugin, which judges it itself; `<NAME>` is the plugin's name in capitals with `_` for every other
            sign. In `appsettings.json` the same stands at the root, as `Plugins:<Name>:<Key>`.
            `FLEET_Q_PLUGIN_<NAME>__TASKTYPES__<TYPE>__MAXRETRIES`, `…__TIMEOUTSECONDS` and `…__MAXCONCURRENCY` decide
            over a handler ([settings of plugins](plugins/settings.md)).

            Named in the design, but not in this version:
            """).Append(' ');
        text.AppendJoin(
            ", ", SettingsCatalog.NotInThisVersion.Select(static name => $"`{Setting.Prefix}{name}`")).Append(".\n");
        return text.ToString();
    }

    private static string RowOf(Setting setting)
    {
        var seconds = setting.OtherNames.Any(
            static name => name.EndsWith("_SECONDS", StringComparison.Ordinal)) ? "[_SECONDS]" : "";
        return $"| `{setting.Variable}`{seconds} | {setting.DefaultText} | {setting.Rule} | {setting.Meaning} |";
    }
}
