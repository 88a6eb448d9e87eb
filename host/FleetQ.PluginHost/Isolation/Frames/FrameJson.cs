using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>The frames that are said once are JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LaunchFrame))]
[JsonSerializable(typeof(HelloFrame))]
internal sealed partial class FrameJson : JsonSerializerContext
{
    /// <summary>Reads a frame.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public static T Read<T>(ref FrameReader reader, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(reader.Word(), type)
                ?? throw new InvalidDataException($"A {typeof(T).Name} says nothing.");
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"A {typeof(T).Name} cannot be read.", failure);
        }
    }
}
