namespace FleetQ.Plugins.Http;

/// <summary>A setting of this plugin is wrong, so the plugin is not loaded.</summary>
public sealed class HttpSettingException : Exception
{
    /// <summary>States the setting, its value and what it must be.</summary>
    public HttpSettingException(string setting, string value, string rule)
        : base($"The setting '{setting}' is '{value}'; it must be {rule}.")
    {
    }
}
