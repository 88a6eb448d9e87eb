using System.Buffers.Text;
using System.Globalization;

namespace FleetQ.Host.Requests;

/// <summary>Judges pieces of JSON as they stand in the text, escapes and all.</summary>
internal static class JsonText
{
    /// <summary>The longest number, in characters; a longer one is an attack or a mistake.</summary>
    public const int NumberLengthMax = 64;

    private const string NulFault = "holds the character NUL (\\u0000), which no store keeps; remove it.";
    private const string SurrogateFault =
        "holds half a surrogate pair, which is no character; send both halves or none.";

    /// <summary>What is wrong with a number that is too long.</summary>
    public static string NumberFault { get; } = string.Create(
        CultureInfo.InvariantCulture, $"is a number of more than {NumberLengthMax} characters; send it as a string.");

    /// <summary>What is wrong with a string or a name: reads on from its path. Null when nothing is.</summary>
    /// <param name="escaped">It is known to be JSON and UTF-8, so only an escape can hide something.</param>
    public static string? FindFault(ReadOnlySpan<byte> escaped)
    {
        var afterHigh = false;
        var rest = escaped;
        while (rest.Length > 0)
        {
            var unit = TakeUnit(ref rest);
            if (unit == 0)
            {
                return NulFault;
            }

            var isLow = unit is { } low && char.IsLowSurrogate(low);
            if (isLow != afterHigh)
            {
                return SurrogateFault;
            }

            afterHigh = unit is { } high && char.IsHighSurrogate(high);
            if (!afterHigh && rest.IndexOf((byte)'\\') is var next)
            {
                rest = next < 0 ? [] : rest[next..];
            }
        }

        return afterHigh ? SurrogateFault : null;
    }

    // Takes one escape, or one byte that is none. Only a \uXXXX has a unit that matters.
    private static char? TakeUnit(ref ReadOnlySpan<byte> rest)
    {
        if (rest[0] != '\\')
        {
            rest = rest[1..];
            return null;
        }

        if (rest[1] != 'u')
        {
            rest = rest[2..];
            return null;
        }

        _ = Utf8Parser.TryParse(rest.Slice(2, 4), out int unit, out _, 'x');
        rest = rest[6..];
        return (char)unit;
    }
}
