using FleetQ.PluginHost.Discovery;

namespace FleetQ.PluginHost.Settings;

/// <summary>Why a plugin is refused for its settings.</summary>
internal static class SettingRefusals
{
    /// <summary>What the operator set over the handlers is wrong.</summary>
    public static Refusal WrongOverrides(PluginCandidate plugin, IReadOnlyList<string> problems) => new(
        RefusalCodes.InvalidSettings,
        $"Plugin '{plugin.Name}' has wrong settings: {string.Join(" ", problems)} Correct them and restart the pod.");

    /// <summary>What the plugin itself reads and checks is wrong.</summary>
    public static Refusal WrongSettings(PluginCandidate plugin, IReadOnlyList<string> problems) => new(
        RefusalCodes.SetupFailed,
        $"Plugin '{plugin.Name}' has wrong settings: {string.Join(" ", problems)} Correct them in appsettings.json or "
            + $"in variables, which start with 'FLEET_Q_PLUGIN_{SettingSpelling.Of(plugin.Name)}__', and restart the "
            + "pod.");
}
