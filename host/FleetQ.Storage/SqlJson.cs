using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FleetQ.Storage;

/// <summary>Writes the JSON arrays by which a batch travels in one parameter.</summary>
public static class SqlJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The text goes into a parameter, never into a page or a script.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes an array of objects.</summary>
    /// <param name="items">One object each.</param>
    /// <param name="writeMembers">Writes the members of one.</param>
    public static string ArrayOf<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> writeMembers) =>
        Write(items, (writer, item) =>
        {
            writer.WriteStartObject();
            writeMembers(writer, item);
            writer.WriteEndObject();
        });

    /// <summary>Writes an array of texts.</summary>
    public static string ArrayOf(IEnumerable<string> texts) =>
        Write(texts, static (writer, text) => writer.WriteStringValue(text));

    /// <summary>Writes a member unless its value is null: an absent member and a null one read alike.</summary>
    public static void WriteUnlessNull(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Writes a span of time in whole milliseconds unless it is null.</summary>
    public static void WriteUnlessNull(this Utf8JsonWriter writer, string name, TimeSpan? value)
    {
        if (value is { } span)
        {
            writer.WriteNumber(name, (long)span.TotalMilliseconds);
        }
    }

    /// <summary>Writes an instant in unix milliseconds unless it is null.</summary>
    public static void WriteUnlessNull(this Utf8JsonWriter writer, string name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            writer.WriteNumber(name, instant.ToUnixTimeMilliseconds());
        }
    }

    private static string Write<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> writeItem)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartArray();
            foreach (var item in items)
            {
                writeItem(writer, item);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
