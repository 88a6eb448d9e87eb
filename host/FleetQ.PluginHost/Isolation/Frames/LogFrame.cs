using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>A line that the plugin logged.</summary>
/// <param name="Category">The logger's name.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="Event">The event's number and name.</param>
/// <param name="Text">The message as it reads.</param>
/// <param name="Exception">The exception as text; null without one.</param>
/// <param name="Fields">The event's own fields.</param>
/// <param name="Around">The fields of the scopes around it.</param>
internal readonly record struct LogFrame(
    string Category,
    LogLevel Level,
    EventId Event,
    string Text,
    string? Exception,
    IReadOnlyList<KeyValuePair<string, object?>> Fields,
    IReadOnlyList<KeyValuePair<string, object?>> Around) : IFrame
{
    /// <summary>No line has more fields, nor more around it.</summary>
    public const int FieldsMax = 128;

    /// <inheritdoc/>
    public FrameKind Kind => FrameKind.LogLine;

    /// <inheritdoc/>
    public void Write(FrameWriter writer)
    {
        writer.Text(Category);
        writer.Byte((byte)Level);
        writer.Int32(Event.Id);
        writer.Text(Event.Name);
        writer.Text(Text);
        writer.Text(Exception);
        Write(writer, Fields);
        Write(writer, Around);
    }

    /// <summary>Reads the frame.</summary>
    /// <exception cref="InvalidDataException">It has more fields than a line can have.</exception>
    public static LogFrame Read(ref FrameReader reader)
    {
        var category = reader.Word();
        var level = (LogLevel)reader.Byte();
        var number = reader.Int32();
        var name = reader.Text();
        var text = reader.Word();
        var exception = reader.Text();
        return new LogFrame(
            category,
            level,
            new EventId(number, name),
            text,
            exception,
            ReadFields(ref reader),
            ReadFields(ref reader));
    }

    private static void Write(FrameWriter writer, IReadOnlyList<KeyValuePair<string, object?>> fields)
    {
        writer.Int32(fields.Count);
        foreach (var (name, value) in fields)
        {
            writer.Text(name);
            FieldValue.Write(writer, value);
        }
    }

    private static KeyValuePair<string, object?>[] ReadFields(ref FrameReader reader)
    {
        var count = reader.Int32();
        if (count is < 0 or > FieldsMax)
        {
            throw new InvalidDataException($"A line of the log has {count} fields.");
        }

        var fields = new KeyValuePair<string, object?>[count];
        for (var i = 0; i < count; i++)
        {
            fields[i] = new(reader.Word(), FieldValue.Read(ref reader));
        }

        return fields;
    }
}
