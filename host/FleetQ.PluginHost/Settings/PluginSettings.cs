using Microsoft.Extensions.Configuration;

namespace FleetQ.PluginHost.Settings;

/// <summary>Reads a plugin's section into an object of the plugin, and checks it.</summary>
internal static class PluginSettings
{
    /// <summary>Fills a new object.</summary>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="section">Its section.</param>
    /// <exception cref="SettingsRefusedException">Something is wrong; all of it is told.</exception>
    public static TSettings Bind<TSettings>(string plugin, IConfiguration section)
        where TSettings : class, new()
    {
        var path = $"Plugins:{plugin}";
        var problems = new SettingProblems();
        var settings = new TSettings();
        new SettingsBinder(problems).Fill(settings, section, path);
        new SettingsValidation(section, problems).Check(settings, path, "");
        return problems.Sentences.Count == 0
            ? settings
            : throw new SettingsRefusedException(plugin, problems.Sentences);
    }
}
