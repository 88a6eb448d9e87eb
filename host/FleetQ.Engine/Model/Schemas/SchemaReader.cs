using System.Text.Json;
using System.Text.RegularExpressions;

namespace FleetQ.Engine.Model.Schemas;

/// <summary>Turns the text of a schema into rules. Throws where a keyword has a value that it cannot have.</summary>
internal sealed class SchemaReader
{
    private const string Definitions = "$defs";
    private const string DefinitionPrefix = "#/$defs/";

    private readonly Dictionary<string, SchemaRule> definitions = new(StringComparer.Ordinal);
    private readonly List<(SchemaRule Rule, string Name)> references = [];

    private SchemaReader()
    {
    }

    public static SchemaRule Read(JsonElement json)
    {
        var reader = new SchemaReader();
        var root = reader.ReadRule(json);
        reader.definitions["#"] = root;
        foreach (var definition in Members(json, Definitions))
        {
            reader.definitions[DefinitionPrefix + definition.Name] = reader.ReadRule(definition.Value);
        }

        foreach (var (rule, name) in reader.references)
        {
            rule.Target = reader.definitions[name];
        }

        return root;
    }

    private SchemaRule ReadRule(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return new SchemaRule { IsNever = json.ValueKind is JsonValueKind.False };
        }

        var rule = new SchemaRule
        {
            Kinds = Find(json, "type") is { } type ? KindsOf(type) : JsonKinds.Any,
            Properties = Members(json, "properties").ToDictionary(
                static member => member.Name, member => ReadRule(member.Value), StringComparer.Ordinal),
            Required = Texts(json, "required") ?? [],
            Others = Find(json, "additionalProperties") is { } others ? ReadRule(others) : null,
            Items = Find(json, "items") is { } items ? ReadRule(items) : null,
            ItemsMin = Find(json, "minItems")?.GetInt32(),
            ItemsMax = Find(json, "maxItems")?.GetInt32(),
            Words = Texts(json, "enum"),
            Minimum = FindBound(json, "minimum"),
            Maximum = FindBound(json, "maximum"),
            LengthMin = Find(json, "minLength")?.GetInt32(),
            LengthMax = Find(json, "maxLength")?.GetInt32(),
            Pattern = Find(json, "pattern")?.GetString() is { } pattern ? PatternOf(pattern) : null,
            Format = Find(json, "format")?.GetString(),
            IsBase64 = Find(json, "contentEncoding")?.GetString() == "base64",
            AnyOf = Find(json, "anyOf") is { } any ? [.. any.EnumerateArray().Select(ReadRule)] : [],
        };
        if (Find(json, "$ref")?.GetString() is { } name)
        {
            references.Add((rule, name));
        }

        return rule;
    }

    private static JsonElement? Find(JsonElement json, string keyword) =>
        json.TryGetProperty(keyword, out var value) ? value : null;

    private static JsonElement.ObjectEnumerator Members(JsonElement json, string keyword) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(keyword, out var members)
            ? members.EnumerateObject()
            : default;

    private static string[]? Texts(JsonElement json, string keyword) => Find(json, keyword) is { } list
        ? [.. list.EnumerateArray().Select(static item => item.GetString()).OfType<string>()]
        : null;

    // A bound that no decimal holds lies beyond every number that a handler can read.
    private static decimal? FindBound(JsonElement json, string keyword) =>
        Find(json, keyword) is { } bound && bound.TryGetDecimal(out var value) ? value : null;

    private static JsonKinds KindsOf(JsonElement type) => type.ValueKind is JsonValueKind.Array
        ? type.EnumerateArray().Aggregate(JsonKinds.None, static (kinds, one) => kinds | KindOf(one.GetString()))
        : KindOf(type.GetString());

    private static JsonKinds KindOf(string? word) => word switch
    {
        "null" => JsonKinds.Null,
        "boolean" => JsonKinds.Boolean,
        "integer" => JsonKinds.Integer,
        "number" => JsonKinds.Integer | JsonKinds.Number,
        "string" => JsonKinds.String,
        "array" => JsonKinds.Array,
        "object" => JsonKinds.Object,
        _ => throw new FormatException($"JSON Schema knows no type '{word}'."),
    };

    // The engine that never backtracks, so that no text can keep a submit busy. What it cannot express is not checked.
    private static Regex? PatternOf(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
