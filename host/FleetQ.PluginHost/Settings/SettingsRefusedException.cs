namespace FleetQ.PluginHost.Settings;

/// <summary>A plugin's settings are wrong. It passes through the plugin's own set-up, which it ends.</summary>
public sealed class SettingsRefusedException(string plugin, IReadOnlyList<string> problems)
    : Exception($"Plugin '{plugin}' has wrong settings: {string.Join(" ", problems)}")
{
    /// <summary>All of them, as sentences.</summary>
    public IReadOnlyList<string> Problems => problems;
}
