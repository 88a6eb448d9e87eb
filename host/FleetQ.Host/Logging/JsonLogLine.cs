using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FleetQ.Host.Contracts;
using NLog;

namespace FleetQ.Host.Logging;

/// <summary>
/// Writes a log event as one JSON object on one line; whatever a text holds, it cannot end the line or the text.
/// </summary>
internal sealed class JsonLogLine(string podId)
{
    private const int EntriesMax = 100;

    private static readonly string[] Taken =
        ["timestamp", "level", "event", "pod_id", "message", "logger", "exception"];

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Write(LogEventInfo entry)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(line, Options))
        {
            writer.WriteStartObject();
            writer.WriteString(
                "timestamp", TimestampConverter.Write(new DateTimeOffset(entry.TimeStamp.ToUniversalTime())));
            writer.WriteString("level", LogLevels.WordOf(entry.Level));
            writer.WriteString("event", LogFields.NameOf(entry));
            writer.WriteString("pod_id", podId);
            writer.WriteString("message", LogFields.TextOf(entry.FormattedMessage));
            writer.WriteString("logger", entry.LoggerName);
            foreach (var (name, value) in LogFields.Of(entry).Where(static field => !Taken.Contains(field.Key)))
            {
                writer.WritePropertyName(name);
                WriteValue(writer, value);
            }

            if (entry.Exception is { } exception)
            {
                writer.WriteString("exception", LogFields.TextOf(exception.ToString()));
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int or long or short or byte or uint:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(Math.Round(number, 3));
                break;
            case DateTimeOffset instant:
                writer.WriteStringValue(TimestampConverter.Write(instant));
                break;
            case IEnumerable entries and not string:
                writer.WriteStartArray();
                foreach (var entry in entries.Cast<object?>().Take(EntriesMax))
                {
                    writer.WriteStringValue(LogFields.TextOf(entry?.ToString() ?? ""));
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(LogFields.TextOf(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                break;
        }
    }
}
