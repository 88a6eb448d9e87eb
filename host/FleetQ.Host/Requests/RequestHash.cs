using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace FleetQ.Host.Requests;

/// <summary>
/// SHA-256 of a step as it was sent, to tell a repeat from a misuse of its key. White space, the order of fields and
/// the way in which characters are escaped do not matter, for clients differ in them from one try to the next; the key
/// itself and the wish to check the arguments are left out.
/// </summary>
internal static class RequestHash
{
    public static string Of(JsonElement step)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text))
        {
            Write(writer, step, [StepFields.IdempotencyKey, StepFields.Validate]);
        }

        return Convert.ToHexStringLower(SHA256.HashData(text.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, string[] leftOut)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                var properties = element.EnumerateObject()
                    .Where(property => !leftOut.Contains(property.Name, StringComparer.Ordinal))
                    .OrderBy(static property => property.Name, StringComparer.Ordinal);
                foreach (var property in properties)
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, leftOut: []);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var value in element.EnumerateArray())
                {
                    Write(writer, value, leftOut: []);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String or JsonValueKind.Number:
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                element.WriteTo(writer);
                break;
            case JsonValueKind.Undefined:
                throw new InvalidOperationException("A document holds no undefined value.");
            default:
                throw new InvalidOperationException($"Unknown {nameof(JsonValueKind)} {element.ValueKind}.");
        }
    }
}
