using System.Text.Json;

namespace FleetQ.PluginHost.Inspection;

/// <summary>The assemblies that a <c>.deps.json</c> says a plugin needs at run time, by simple name.</summary>
internal static class DependencyList
{
    /// <summary>Reads the list.</summary>
    /// <exception cref="JsonException">It is damaged or only half there.</exception>
    public static HashSet<string> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var document = JsonDocument.Parse(file);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (!document.RootElement.TryGetProperty("targets", out var targets))
        {
            return names;
        }

        foreach (var library in targets.EnumerateObject().SelectMany(target => target.Value.EnumerateObject()))
        {
            if (library.Value.TryGetProperty("runtime", out var assets))
            {
                names.UnionWith(assets.EnumerateObject().Select(asset => Path.GetFileNameWithoutExtension(asset.Name)));
            }
        }

        return names;
    }
}
