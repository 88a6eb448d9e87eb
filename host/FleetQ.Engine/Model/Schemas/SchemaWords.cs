using System.Globalization;
using System.Text.Json;

namespace FleetQ.Engine.Model.Schemas;

/// <summary>How findings name kinds of values and ranges.</summary>
internal static class SchemaWords
{
    private static readonly (JsonKinds Kind, string Word)[] Names =
    [
        (JsonKinds.Object, "an object"),
        (JsonKinds.Array, "an array"),
        (JsonKinds.String, "a string"),
        (JsonKinds.Number, "a number"),
        (JsonKinds.Integer, "a whole number"),
        (JsonKinds.Boolean, "true or false"),
        (JsonKinds.Null, "null"),
    ];

    public static string OneOf(JsonKinds kinds)
    {
        var distinct = kinds.HasFlag(JsonKinds.Number) ? kinds & ~JsonKinds.Integer : kinds;
        return string.Join(" or ", Names.Where(name => distinct.HasFlag(name.Kind)).Select(static name => name.Word));
    }

    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => IsWhole(value) ? "a number" : "a number with a fraction or an exponent",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        JsonValueKind.Undefined => throw new InvalidOperationException("A value of a document has a kind."),
        _ => throw new InvalidOperationException($"Unknown {nameof(JsonValueKind)} {value.ValueKind}."),
    };

    public static string Range<T>(T? min, T? max)
        where T : struct, IFormattable => (min, max) switch
        {
            ({ } from, { } to) when from.Equals(to) => Text(from),
            ({ } from, { } to) => $"from {Text(from)} to {Text(to)}",
            ({ } from, null) => $"at least {Text(from)}",
            (null, { } to) => $"at most {Text(to)}",
            (null, null) => "any",
        };

    public static bool IsWhole(JsonElement number) => !number.GetRawText().AsSpan().ContainsAny(".eE");

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
