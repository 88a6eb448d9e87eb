using System.Text.Json;
using FleetQ.Engine.Model.Text;

namespace FleetQ.PluginHost.Discovery;

/// <summary>What a plugin's author asks of the host: the file <c>fleetq.json</c> in the plugin's folder.</summary>
internal sealed record PluginManifest
{
    /// <summary>The file's name.</summary>
    public const string FileName = "fleetq.json";

    /// <summary>The most that <see cref="MemoryLimitMb"/> can be.</summary>
    public const int MemoryLimitMbMax = 1_048_576;

    /// <summary>The least that <see cref="MemoryLimitMb"/> can be: below, .NET itself does not start.</summary>
    public const int MemoryLimitMbMin = 16;

    /// <summary>The most that <see cref="IdleExitSeconds"/> can be: a week.</summary>
    public const int IdleExitSecondsMax = 604_800;

    private static readonly string[] Known = ["isolation", "memory_limit_mb", "idle_exit_seconds"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Whether the plugin shall run in a process of its own.</summary>
    public bool IsIsolated { get; private init; }

    /// <summary>The most memory that its process may use for objects, in mebibytes; null for no limit.</summary>
    public int? MemoryLimitMb { get; private init; }

    /// <summary>How long its process stays when nothing runs, in seconds; null: for the life of the pod.</summary>
    public int? IdleExitSeconds { get; private init; }

    /// <summary>Reads the file of a plugin; a plugin without one asks for nothing.</summary>
    /// <returns>What it asks for, or why it cannot be read.</returns>
    public static (PluginManifest? Manifest, Refusal? Refusal) Read(PluginCandidate plugin)
    {
        var path = Path.Combine(plugin.Folder, FileName);
        if (plugin.IsLone || !File.Exists(path))
        {
            return (new PluginManifest(), null);
        }

        try
        {
            using var file = File.OpenRead(path);
            using var document = JsonDocument.Parse(file, Strict);
            return (Read(document.RootElement), null);
        }
        catch (JsonException failure)
        {
            return (null, Refusal.InvalidManifest(plugin, $"is no JSON object ({failure.Message.TrimEnd('.')})"));
        }
        catch (FormatException failure)
        {
            return (null, Refusal.InvalidManifest(plugin, failure.Message));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, Refusal.Unreadable(plugin, path, failure.Message));
        }
    }

    private static PluginManifest Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("is no JSON object");
        }

        foreach (var field in root.EnumerateObject())
        {
            if (!Known.Contains(field.Name, StringComparer.Ordinal))
            {
                var hint = NearestName.Find(field.Name, Known) is { } near ? $"; did you mean '{near}'?" : "";
                throw new FormatException($"has the unknown field '{field.Name}'{hint}");
            }
        }

        var manifest = new PluginManifest
        {
            IsIsolated = root.TryGetProperty("isolation", out var isolation) && IsProcess(isolation),
            MemoryLimitMb = ReadNumber(root, "memory_limit_mb", MemoryLimitMbMin, MemoryLimitMbMax),
            IdleExitSeconds = ReadNumber(root, "idle_exit_seconds", 1, IdleExitSecondsMax),
        };
        return manifest;
    }

    private static bool IsProcess(JsonElement value) => value.ValueKind is JsonValueKind.String
        ? value.GetString() switch
        {
            "process" => true,
            "none" => false,
            var other => throw new FormatException($"sets 'isolation' to '{other}'; it must be 'process' or 'none'"),
        }
        : throw new FormatException("sets 'isolation' to no text; it must be 'process' or 'none'");

    private static int? ReadNumber(JsonElement root, string name, int atLeast, int atMost)
    {
        if (!root.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number)
            && number >= atLeast && number <= atMost
            ? number
            : throw new FormatException(
                $"sets '{name}' to {value.GetRawText()}; it must be a whole number from {atLeast} to {atMost}");
    }
}
