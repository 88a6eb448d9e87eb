using FleetQ.Host;
using FleetQ.Host.Settings;
using FleetQ.PluginHost;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Cli.Doctor;

/// <summary>Judges the folder of plugins, without running one.</summary>
internal static class PluginsCheck
{
    public static IReadOnlyList<Finding> Run(HostSettings settings)
    {
        var folder = PluginsFolder.Find(settings);
        if (!Directory.Exists(folder))
        {
            return
            [
                Finding.Problem(
                    "plugins",
                    $"The folder '{folder}' does not exist, so a host here runs no step.",
                    $"Make it and put plugins into it, or set {SettingsCatalog.PluginsDir.Variable}."),
            ];
        }

        try
        {
            var verdicts = PluginCheck.Judge(
                folder, settings.PluginsAllowlist, settings.PluginsPublisherKeys, NullLogger.Instance);
            return verdicts.Count > 0
                ? [.. verdicts.Select(Judge)]
                : [Finding.Warning("plugins", $"The folder '{folder}' holds none.", "Copy one: NAME/NAME.dll.")];
        }
        catch (FormatException failure)
        {
            return
            [
                Finding.Problem(
                    string.Join(
                        ", ", new[] { settings.PluginsAllowlist, settings.PluginsPublisherKeys }.OfType<string>()),
                    failure.Message,
                    "Write the list anew with 'fleetq plugin sum FOLDER'; keys are PEM (docs/plugins/trust.md)."),
            ];
        }
    }

    private static Finding Judge(PluginVerdict plugin) => plugin switch
    {
        { IsSound: true } => Finding.Ok(plugin.Name, $"{plugin.Version} can be loaded"),
        { Code: RefusalCodes.NotAllowed } => Finding.Problem(
            plugin.Name, plugin.Error!, $"If you trust it: fleetq plugin sum '{plugin.Folder}'"),
        _ => Finding.Problem(plugin.Name, plugin.Error!),
    };
}
