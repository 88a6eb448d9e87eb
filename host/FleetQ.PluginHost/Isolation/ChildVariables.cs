using System.Collections;
using System.Globalization;

namespace FleetQ.PluginHost.Isolation;

/// <summary>The variables of a child's process.</summary>
internal static class ChildVariables
{
    /// <summary>Where the host listens.</summary>
    public const string Address = "FLEETQ_PLUGIN_ADDRESS";

    /// <summary>What the child shows to be let in.</summary>
    public const string Secret = "FLEETQ_PLUGIN_SECRET";

    /// <summary>The host's process.</summary>
    public const string Host = "FLEETQ_PLUGIN_HOST";

    // The host's settings and what opens its store. A plugin gets its own settings, and no others.
    private static readonly string[] HiddenPrefixes = ["FLEET_Q_", "SNOWFLAKE_", "FLEETQ_PLUGIN_"];

    // A diagnostic port would stop the child until a tool connects.
    private static readonly string[] Hidden = ["PGPASSWORD", "PGPASSFILE", "DOTNET_DiagnosticPorts"];

    /// <summary>What the host has, without its secrets, and with what the child needs.</summary>
    /// <param name="inherited">The host's variables.</param>
    /// <param name="address">Where the host listens.</param>
    /// <param name="secret">What the child shows.</param>
    /// <param name="memoryLimitMb">The most memory for objects; null for no limit.</param>
    public static Dictionary<string, string?> Of(
        IDictionary inherited, string address, string secret, int? memoryLimitMb)
    {
        var variables = inherited.Cast<DictionaryEntry>()
            .Select(static entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value))
            .Where(static pair => !IsHidden(pair.Key))
            .ToDictionary(StringComparer.Ordinal);
        variables[Address] = address;
        variables[Secret] = secret;
        variables[Host] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (memoryLimitMb is { } limit)
        {
            // Read by the runtime as a hexadecimal number of bytes.
            variables["DOTNET_GCHeapHardLimit"] = (limit * 1_048_576L).ToString("x", CultureInfo.InvariantCulture);
        }

        return variables;
    }

    private static bool IsHidden(string name) =>
        Hidden.Contains(name, StringComparer.OrdinalIgnoreCase)
        || HiddenPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
