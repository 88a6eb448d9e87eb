using System.Globalization;
using System.Text.RegularExpressions;

namespace FleetQ.Host.Requests;

/// <summary>Instants as clients write them: ISO 8601 with seconds and a time zone.</summary>
internal static partial class InstantText
{
    public const string Rule = "an ISO 8601 time with a zone, such as 2026-01-31T23:59:59.123Z";

    /// <summary>The instant, cut to milliseconds; null when the text is none.</summary>
    public static DateTimeOffset? Read(string text)
    {
        if (!Shape().IsMatch(text)
            || !DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant))
        {
            return null;
        }

        return DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
    }

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
