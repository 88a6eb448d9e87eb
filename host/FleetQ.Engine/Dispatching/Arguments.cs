using System.Buffers;
using System.Text;
using System.Text.Json;
using FleetQ.Engine.Model;

namespace FleetQ.Engine.Dispatching;

/// <summary>The arguments of a step, taken from its stored payload.</summary>
public static class Arguments
{
    private const string TaskTypeName = "task_type";

    /// <summary>
    /// The arguments as a JSON object: the payload itself, or the payload without its task type; each value as it was
    /// sent.
    /// </summary>
    public static string Of(string payload, PayloadForm form) => form switch
    {
        PayloadForm.Args => payload,
        PayloadForm.Payload => WithoutTaskType(payload),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Unknown form."),
    };

    private static string WithoutTaskType(string payload)
    {
        using var document = JsonDocument.Parse(payload);
        var buffer = new ArrayBufferWriter<byte>(payload.Length);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!property.NameEquals(TaskTypeName))
                {
                    writer.WritePropertyName(property.Name);
                    writer.WriteRawValue(property.Value.GetRawText(), skipInputValidation: true);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
