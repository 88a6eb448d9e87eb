using System.Text.Json;
using FleetQ.PluginHost.Discovery;

namespace FleetQ.PluginHost.Trust;

/// <summary>
/// Finds what would make the loader take libraries from folders that nobody judged: <c>additionalProbingPaths</c> in
/// the runtime configuration that a build may write beside the main DLL.
/// </summary>
internal static class OutsideFolders
{
    private const string Key = "additionalProbingPaths";

    private static readonly string[] Endings = [".runtimeconfig.json", ".runtimeconfig.dev.json"];

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The name of the first file of a plugin that names such folders; null when none does.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static string? Find(PluginCandidate plugin)
    {
        var file = Endings.Select(ending => Path.ChangeExtension(plugin.MainAssembly, ending)).FirstOrDefault(Names);
        return file is null ? null : Path.GetFileName(file);
    }

    // One that is no JSON says what only its reader knows.
    private static bool Names(string file)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        try
        {
            using var content = File.OpenRead(file);
            using var document = JsonDocument.Parse(content, Lenient);
            return Names(document.RootElement);
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static bool Names(JsonElement element) => element.ValueKind == JsonValueKind.Object
        && element.EnumerateObject().Any(static field =>
            field.Name.Equals(Key, StringComparison.OrdinalIgnoreCase) || Names(field.Value));
}
