using System.Text.Json;

namespace FleetQ.Plugins.Tests;

/// <summary>Arguments and results as a host reads and writes them.</summary>
internal static class HostJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static JsonElement WriteElement<T>(T value) => JsonSerializer.SerializeToElement(value, Options);
}
