using System.Text;

namespace FleetQ.Plugins.Csv.Columns;

/// <summary>Texts of a file that are kept: they may be huge in the file and are short here.</summary>
internal static class KeptText
{
    /// <summary>A longer text is cut there and ends in an ellipsis.</summary>
    public const int CharsMax = 64;

    // No character takes more bytes; what is kept is always enough for the characters that are shown.
    private const int BytesMax = (CharsMax + 1) * 4;

    /// <summary>The start of a field, for <see cref="From(ReadOnlySpan{byte})"/> later.</summary>
    public static ReadOnlySpan<byte> StartOf(ReadOnlySpan<byte> field) => field[..Math.Min(field.Length, BytesMax)];

    /// <summary>Decodes a field; bytes that are not UTF-8 become U+FFFD.</summary>
    public static string From(ReadOnlySpan<byte> field)
    {
        var text = Encoding.UTF8.GetString(StartOf(field));
        return Cut(text);
    }

    /// <summary>Cuts a text that is too long, never inside a surrogate pair.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= CharsMax)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[CharsMax - 1]) ? CharsMax - 1 : CharsMax;
        return string.Concat(text.AsSpan(0, length), "…");
    }
}
