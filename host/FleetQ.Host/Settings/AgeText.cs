using System.Globalization;

namespace FleetQ.Host.Settings;

/// <summary>
/// Ages as people write them: <c>7d</c>, <c>12h</c>, <c>30m</c>, <c>45s</c>, or <c>null</c> for ever.
/// </summary>
internal static class AgeText
{
    private const double YearsMax = 100;

    public static Parsed<TimeSpan?>? Read(string text)
    {
        if (text.Equals("null", StringComparison.OrdinalIgnoreCase))
        {
            return new(null);
        }

        if (text.Length < 2
            || SecondsOf(text[^1]) is not { } unitSeconds
            || !double.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var count)
            || count * unitSeconds > TimeSpan.FromDays(365 * YearsMax).TotalSeconds)
        {
            return null;
        }

        return new(TimeSpan.FromSeconds(count * unitSeconds));
    }

    private static double? SecondsOf(char unit) => unit switch
    {
        'd' or 'D' => 86_400,
        'h' or 'H' => 3_600,
        'm' or 'M' => 60,
        's' or 'S' => 1,
        _ => null,
    };
}
