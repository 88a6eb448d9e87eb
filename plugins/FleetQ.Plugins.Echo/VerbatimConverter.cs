using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetQ.Plugins.Echo;

/// <summary>Writes <see cref="Verbatim"/>; a plain <see cref="JsonElement"/> would be escaped anew.</summary>
internal sealed class VerbatimConverter : JsonConverter<Verbatim>
{
    public override Verbatim Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, Verbatim value, JsonSerializerOptions options) =>
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value.Json), skipInputValidation: true);
}
