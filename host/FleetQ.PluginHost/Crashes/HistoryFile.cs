using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetQ.PluginHost.Crashes;

/// <summary>Keeps a history in a file, replaced as a whole.</summary>
internal static class HistoryFile
{
    /// <summary>Reads it; an empty one where there is none, or none that can be read.</summary>
    public static CrashHistory Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), HistoryJson.Default.CrashHistory)
                    ?? CrashHistory.Empty
                : CrashHistory.Empty;
        }
        catch (JsonException)
        {
            // Half of it was written when the machine went down; what it said is not worth a failed start.
            return CrashHistory.Empty;
        }
    }

    /// <summary>Writes it.</summary>
    public static void Write(string path, CrashHistory history)
    {
        var incoming = path + ".new";
        File.WriteAllBytes(incoming, JsonSerializer.SerializeToUtf8Bytes(history, HistoryJson.Default.CrashHistory));
        File.Move(incoming, path, overwrite: true);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CrashHistory))]
internal sealed partial class HistoryJson : JsonSerializerContext;
