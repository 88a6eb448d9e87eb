using System.Text.Json.Serialization.Metadata;

namespace FleetQ.PluginHost.Running;

/// <summary>
/// Finds which type stands at a place in arguments, so that an error can name what is expected there.
/// </summary>
internal static class JsonPlace
{
    /// <summary>The type at a path such as <c>$.parts[1].value</c>.</summary>
    /// <returns>
    /// Null when the path cannot be followed: a quoted name, or a converter of the plugin's own on the way.
    /// </returns>
    public static Type? FindType(JsonTypeInfo root, string path)
    {
        var place = root;
        foreach (var part in path.Replace("[", ".[", StringComparison.Ordinal).Split('.').Skip(1))
        {
            var next = part.StartsWith('[') ? place.ElementType : FindMember(place, part);
            if (next is null)
            {
                return null;
            }

            place = root.Options.GetTypeInfo(next);
        }

        return place.Type;
    }

    private static Type? FindMember(JsonTypeInfo type, string name)
    {
        if (type.Kind == JsonTypeInfoKind.Dictionary)
        {
            return type.ElementType;
        }

        var comparison = type.Options.PropertyNameCaseInsensitive
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal;
        return type.Properties.FirstOrDefault(member => member.Name.Equals(name, comparison))?.PropertyType;
    }
}
