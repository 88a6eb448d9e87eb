using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetQ.Host.Contracts;

/// <summary>
/// JSON text that goes out as it came in, byte for byte: what a user sent is never read and written anew.
/// </summary>
internal readonly record struct RawJson(string Text)
{
    /// <summary>The text of something that may be missing.</summary>
    public static RawJson? Of(string? text) => text is null ? null : new RawJson(text);
}

/// <summary>Writes <see cref="RawJson"/>; it was checked when it came in.</summary>
internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new RawJson(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text, skipInputValidation: true);
}
