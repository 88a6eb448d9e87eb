using System.Globalization;
using System.Numerics;
using System.Reflection;

namespace FleetQ.PluginHost.Settings;

/// <summary>Reads one text as a value of a plugin's type, the same way whatever the machine's language is.</summary>
/// <remarks>
/// Not with the framework's type converters: their tables keep a plugin's own types, an enum for instance, in memory
/// after the plugin ended.
/// </remarks>
internal static class SettingScalar
{
    private static readonly MethodInfo Parse = MethodOf(nameof(TryParse));
    private static readonly MethodInfo ParseFloat = MethodOf(nameof(TryParseFloat));

    /// <summary>Tells whether a type is read from one text.</summary>
    public static bool Is(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(string) || plain == typeof(Uri) || plain == typeof(bool) || plain == typeof(byte[])
            || plain.IsEnum || Implements(plain, typeof(IParsable<>));
    }

    /// <summary>Reads a text.</summary>
    /// <returns>False when the text is no such value; then <see cref="RuleOf"/> says what it must be.</returns>
    public static bool TryRead(string text, Type type, out object? value)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        value = plain switch
        {
            _ when plain == typeof(string) => text,
            _ when plain == typeof(Uri) => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var uri) ? uri : null,
            _ when plain == typeof(bool) => bool.TryParse(text, out var flag) ? flag : null,
            _ when plain == typeof(byte[]) => BytesOf(text),
            { IsEnum: true } => EnumOf(text, plain),
            _ when Implements(plain, typeof(IFloatingPoint<>)) => Call(ParseFloat, text, plain),
            _ => Call(Parse, text, plain),
        };
        return value is not null;
    }

    /// <summary>What a text must be: completes "it must be".</summary>
    public static string RuleOf(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(plain)),
            _ when plain == typeof(bool) => "true or false",
            _ when plain == typeof(Uri) => "an address",
            _ when plain == typeof(byte[]) => "bytes in base64",
            _ when plain == typeof(TimeSpan) => "a span such as 00:00:30 or 1.12:00:00",
            _ when Implements(plain, typeof(IFloatingPoint<>)) => "a number such as 0.5",
            _ when Implements(plain, typeof(IBinaryInteger<>)) =>
                $"a whole number{BoundsOf(plain)}",
            _ => $"a value of {plain.Name}",
        };
    }

    private static string BoundsOf(Type type) =>
        type.GetField("MinValue", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } least
        && type.GetField("MaxValue", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } most
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" from {least.GetRawConstantValue()} to {most.GetRawConstantValue()}")
            : "";

    private static byte[]? BytesOf(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }

    // By name only: a number would let in what no name stands for.
    private static object? EnumOf(string text, Type type) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '+')
        && Enum.TryParse(type, text, ignoreCase: true, out var value)
            ? value
            : null;

    private static object? Call(MethodInfo method, string text, Type type) =>
        method.MakeGenericMethod(type).Invoke(null, [text]);

    private static object? TryParse<T>(string text)
        where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;

    // Without signs between thousands: "1,5" would be read as 15.
    private static object? TryParseFloat<T>(string text)
        where T : IFloatingPoint<T> =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static bool Implements(Type type, Type definition) => type.GetInterfaces().Any(
        candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition);

    private static MethodInfo MethodOf(string name) =>
        typeof(SettingScalar).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
