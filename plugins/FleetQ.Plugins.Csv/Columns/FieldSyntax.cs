using System.Globalization;
using System.Text;

namespace FleetQ.Plugins.Csv.Columns;

/// <summary>How fields are read. Nothing here depends on a culture.</summary>
internal static class FieldSyntax
{
    private const int DateTimeCharsMax = 40;

    private static readonly string[] DateTimeFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK",
    ];

    /// <summary>Whether a trimmed field stands for nothing.</summary>
    public static bool IsNull(ReadOnlySpan<byte> field) => field.Length switch
    {
        0 => true,
        2 => field.SequenceEqual("NA"u8),
        3 => field.SequenceEqual("N/A"u8) || field.SequenceEqual("NaN"u8),
        4 => Ascii.EqualsIgnoreCase(field, "null"u8),
        _ => false,
    };

    public static bool TryReadInteger(ReadOnlySpan<byte> field, out long value) =>
        long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>Reads a finite number with a decimal point, or in exponent notation.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> field, out double value)
    {
        const NumberStyles Styles =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(field, Styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    public static bool IsBoolean(ReadOnlySpan<byte> field) =>
        Ascii.EqualsIgnoreCase(field, "true"u8) || Ascii.EqualsIgnoreCase(field, "false"u8);

    /// <summary>Reads an ISO 8601 day.</summary>
    public static bool TryReadDate(ReadOnlySpan<byte> field, out DateTimeOffset value)
    {
        value = default;
        Span<char> chars = stackalloc char[10];
        if (field.Length != 10
            || !Ascii.IsValid(field)
            || Encoding.ASCII.GetChars(field, chars) != 10
            || !DateOnly.TryParseExact(
                chars, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return false;
        }

        value = new(day, TimeOnly.MinValue, TimeSpan.Zero);
        return true;
    }

    /// <summary>Reads an ISO 8601 time of a day, after <c>T</c> or a space; without an offset it is UTC.</summary>
    public static bool TryReadDateTime(ReadOnlySpan<byte> field, out DateTimeOffset value)
    {
        value = default;
        Span<char> chars = stackalloc char[DateTimeCharsMax];
        return field.Length is > 10 and <= DateTimeCharsMax
            && field[4] == '-'
            && Ascii.IsValid(field)
            && DateTimeOffset.TryParseExact(
                chars[..Encoding.ASCII.GetChars(field, chars)],
                DateTimeFormats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out value);
    }
}
