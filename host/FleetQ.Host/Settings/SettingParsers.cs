using System.Globalization;
using System.Net;

namespace FleetQ.Host.Settings;

/// <summary>
/// Makes settings of the usual kinds. Numbers are read the same way whatever the machine's language is.
/// </summary>
internal static class SettingParsers
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static Setting<string> AnyText(string name, string defaultValue, string rule, string meaning) =>
        new(name, Code(defaultValue), rule, meaning, static text => new(text), defaultValue);

    public static Setting<string?> OptionalText(string name, string rule, string meaning) =>
        new(name, "", rule, meaning, static text => new(text), null);

    public static Setting<int> Whole(string name, int defaultValue, int min, int max, string meaning) => new(
        name,
        Code(defaultValue.ToString(Invariant)),
        string.Create(Invariant, $"a whole number from {min} to {max}"),
        meaning,
        text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out var value) && value >= min && value <= max
            ? new(value)
            : null,
        defaultValue);

    public static Setting<int?> OptionalWhole(string name, int min, int max, string meaning)
    {
        var whole = Whole(name, min, min, max, meaning);
        return new(
            name, "", whole.Rule, meaning, text => whole.Parse(text) is { } parsed ? new(parsed.Value) : null, null);
    }

    public static Setting<double> Fraction(string name, double defaultValue, double min, double max, string meaning) =>
        new(
        name,
        Code(defaultValue.ToString(Invariant)),
        string.Create(Invariant, $"a number from {min:0.0##} to {max:0.0##}"),
        meaning,
        text => TryNumber(text, out var value) && value >= min && value <= max ? new(value) : null,
        defaultValue);

    public static Setting<TimeSpan> Seconds(
        string name, double defaultSeconds, double min, double max, string meaning) => new(
        name,
        Code(defaultSeconds.ToString(Invariant)),
        string.Create(Invariant, $"seconds from {min} to {max}, decimals allowed"),
        meaning,
        text =>
            TryNumber(text, out var value) && value >= min && value <= max ? new(TimeSpan.FromSeconds(value)) : null,
        TimeSpan.FromSeconds(defaultSeconds))
        {
            OtherNames = [name + "_SECONDS"],
        };

    public static Setting<TimeSpan> Milliseconds(string name, int defaultMs, int min, int max, string meaning)
    {
        var whole = Whole(name, defaultMs, min, max, meaning);
        return new(
            name,
            whole.DefaultText,
            string.Create(Invariant, $"whole milliseconds from {min} to {max}"),
            meaning,
            text => whole.Parse(text) is { } parsed ? new(TimeSpan.FromMilliseconds(parsed.Value)) : null,
            TimeSpan.FromMilliseconds(defaultMs));
    }

    public static Setting<TimeSpan?> Age(string name, string defaultText, string meaning) => new(
        name,
        Code(defaultText),
        "a duration such as 7d, 12h, 30m or 45s, or null to keep for ever",
        meaning,
        static text => AgeText.Read(text),
        AgeText.Read(defaultText)?.Value);

    public static Setting<bool> Switch(string name, bool defaultValue, string meaning) => new(
        name, Code(defaultValue ? "true" : "false"), "true or false", meaning, ReadSwitch, defaultValue);

    public static Setting<bool?> OptionalSwitch(string name, string defaultText, string meaning) => new(
        name, defaultText, "true or false", meaning, static text =>
            ReadSwitch(text) is { } read ? new(read.Value) : null, null);

    public static Setting<T> Word<T>(string name, T defaultValue, string meaning, string? defaultText = null)
        where T : struct, Enum => new(
            name,
            defaultText ?? Code(WordOf(defaultValue)),
            "one of " + string.Join(", ", Enum.GetValues<T>().Select(WordOf)),
            meaning,
            static text => FindWord<T>(text) is { } word ? new(word) : null,
            defaultValue);

    public static Setting<T?> OptionalWord<T>(string name, string defaultText, string meaning)
        where T : struct, Enum
    {
        var word = Word<T>(name, default, meaning, defaultText);
        return new(
            name,
            defaultText,
            word.Rule,
            meaning,
            static text => FindWord<T>(text) is { } found ? new(found) : null,
            null);
    }

    public static Setting<string> Address(string name, string defaultValue, string meaning) => new(
        name,
        Code(defaultValue),
        "an IP address, localhost, or * for all addresses",
        meaning,
        static text => text is "*" or "localhost" || IPAddress.TryParse(text, out _) ? new(text) : null,
        defaultValue);

    private static string Code(string text) => $"`{text}`";

    private static string WordOf<T>(T value)
        where T : struct, Enum => typeof(T) == typeof(LogLevelWord)
            ? value.ToString().ToUpperInvariant()
            : value.ToString().ToLowerInvariant();

    private static T? FindWord<T>(string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, Invariant, out value);

    private static Parsed<bool>? ReadSwitch(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "ON" => new(true),
        "FALSE" or "0" or "NO" or "OFF" => new(false),
        _ => null,
    };
}
