using System.Globalization;
using Microsoft.CodeAnalysis;

namespace FleetQ.Sdk.Analyzers.Json;

/// <summary>What System.ComponentModel.DataAnnotations says of a member, as keywords of JSON Schema.</summary>
internal static class Annotations
{
    public const string Required = Prefix + "RequiredAttribute";

    private const string Prefix = "System.ComponentModel.DataAnnotations.";
    private const string Description = "System.ComponentModel.DescriptionAttribute";

    public static string? FindDescription(ISymbol member) => JsonAttributes.TextOf(member, Description);

    /// <summary>The keywords; those of a text and those of an array differ in name.</summary>
    public static IEnumerable<string> KeywordsOf(ISymbol member, JsonShapeKind kind)
    {
        var isText = kind is JsonShapeKind.Text;
        var (min, max) = isText ? ("minLength", "maxLength") : ("minItems", "maxItems");
        foreach (var attribute in member.GetAttributes())
        {
            var values = attribute.ConstructorArguments.Select(static argument => argument.Value).ToArray();
            var name = attribute.AttributeClass?.ToDisplayString();
            var isSized = isText || kind is JsonShapeKind.Array;
            switch (name)
            {
                case Prefix + "RangeAttribute"
                    when kind is JsonShapeKind.Whole or JsonShapeKind.Number && values.Length == 2:
                    yield return $"\"minimum\":{NumberOf(values[0])},\"maximum\":{NumberOf(values[1])}";
                    break;
                case Prefix + "StringLengthAttribute" when isText:
                    yield return $"\"maxLength\":{NumberOf(values[0])}";
                    foreach (var least in attribute.NamedArguments.Where(static one => one.Key == "MinimumLength"))
                    {
                        yield return $"\"minLength\":{NumberOf(least.Value.Value)}";
                    }

                    break;
                case Prefix + "MinLengthAttribute" when isSized:
                    yield return $"\"{min}\":{NumberOf(values[0])}";
                    break;
                case Prefix + "MaxLengthAttribute" when isSized && values.Length == 1:
                    yield return $"\"{max}\":{NumberOf(values[0])}";
                    break;
                case Prefix + "LengthAttribute" when isSized:
                    yield return $"\"{min}\":{NumberOf(values[0])},\"{max}\":{NumberOf(values[1])}";
                    break;
                case Prefix + "RegularExpressionAttribute" when isText && values[0] is string pattern:
                    yield return $"\"pattern\":{JsonWriting.Text($"^(?:{pattern})$")}";
                    break;
            }
        }
    }

    private static string NumberOf(object? value) => value switch
    {
        double.PositiveInfinity => "1.7976931348623157E+308",
        double.NegativeInfinity => "-1.7976931348623157E+308",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "0",
    };
}
