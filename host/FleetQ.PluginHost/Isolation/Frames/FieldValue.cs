using System.Collections;
using System.Globalization;

namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>
/// A field's value: null, a flag, a number, an instant, a text, or a list of texts. All else becomes text.
/// </summary>
internal static class FieldValue
{
    /// <summary>No text of a field is longer, in characters.</summary>
    public const int TextLengthMax = 8_192;

    private const int EntriesMax = 100;

    private enum Form : byte
    {
        Null,
        Flag,
        Integer,
        Fraction,
        Instant,
        Text,
        List,
    }

    /// <summary>Writes a value.</summary>
    public static void Write(FrameWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.Byte((byte)Form.Null);
                break;
            case bool flag:
                writer.Byte((byte)Form.Flag);
                writer.Flag(flag);
                break;
            case int or long or short or byte or uint or ushort or sbyte:
                writer.Byte((byte)Form.Integer);
                writer.Int64(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double or float:
                writer.Byte((byte)Form.Fraction);
                writer.Double(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset instant:
                writer.Byte((byte)Form.Instant);
                writer.Int64(instant.UtcTicks);
                break;
            case IEnumerable entries and not string:
                WriteList(writer, [.. entries.Cast<object?>().Take(EntriesMax).Select(TextOf)]);
                break;
            default:
                writer.Byte((byte)Form.Text);
                writer.Text(TextOf(value));
                break;
        }
    }

    /// <summary>Reads a value.</summary>
    /// <exception cref="InvalidDataException">It has no known form.</exception>
    public static object? Read(ref FrameReader reader)
    {
        var form = (Form)reader.Byte();
        return form switch
        {
            Form.Null => null,
            Form.Flag => reader.Flag(),
            Form.Integer => reader.Int64(),
            Form.Fraction => reader.Double(),
            Form.Instant => new DateTimeOffset(reader.Int64(), TimeSpan.Zero),
            Form.Text => reader.Text(),
            Form.List => ReadList(ref reader),
            _ => throw new InvalidDataException($"A field has the unknown form {form}."),
        };
    }

    /// <summary>A text that is not too long.</summary>
    public static string Cut(string text) => text.Length <= TextLengthMax ? text : text[..TextLengthMax] + " … (cut)";

    private static void WriteList(FrameWriter writer, string[] entries)
    {
        writer.Byte((byte)Form.List);
        writer.Int32(entries.Length);
        foreach (var entry in entries)
        {
            writer.Text(entry);
        }
    }

    private static string[] ReadList(ref FrameReader reader)
    {
        var count = reader.Int32();
        if (count is < 0 or > EntriesMax)
        {
            throw new InvalidDataException($"A field has {count} entries.");
        }

        var entries = new string[count];
        for (var i = 0; i < count; i++)
        {
            entries[i] = reader.Word();
        }

        return entries;
    }

    private static string TextOf(object? value) => Cut(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
}
