namespace FleetQ.PluginHost.Settings;

/// <summary>
/// How a name is written in a variable, which has capitals, digits and <c>_</c> only: the name of a plugin, or of a
/// task type.
/// </summary>
public static class SettingSpelling
{
    /// <summary>
    /// The name in capitals with <c>_</c> for every other sign: <c>CSV_PROFILE</c> of <c>csv.profile</c>.
    /// </summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.Concat(
            name.Select(static sign => char.IsAsciiLetterOrDigit(sign) ? char.ToUpperInvariant(sign) : '_'));
    }
}
