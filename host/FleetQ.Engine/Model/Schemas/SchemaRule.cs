using System.Text.RegularExpressions;

namespace FleetQ.Engine.Model.Schemas;

/// <summary>One schema, read. What is null or empty asks for nothing.</summary>
internal sealed class SchemaRule
{
    /// <summary>The schema <c>false</c>: nothing fits.</summary>
    public bool IsNever { get; init; }

    public JsonKinds Kinds { get; init; } = JsonKinds.Any;

    public IReadOnlyDictionary<string, SchemaRule> Properties { get; init; } = NoProperties;

    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>What other properties must fit; null when the schema says nothing of them.</summary>
    public SchemaRule? Others { get; init; }

    public SchemaRule? Items { get; init; }

    public int? ItemsMin { get; init; }

    public int? ItemsMax { get; init; }

    /// <summary>The texts of <c>enum</c>; null when there is none.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    public int? LengthMin { get; init; }

    public int? LengthMax { get; init; }

    public Regex? Pattern { get; init; }

    public string? Format { get; init; }

    public bool IsBase64 { get; init; }

    /// <summary>The schema that <c>$ref</c> names. Set once all are read, for schemas may name each other.</summary>
    public SchemaRule? Target { get; set; }

    public IReadOnlyList<SchemaRule> AnyOf { get; init; } = [];

    private static Dictionary<string, SchemaRule> NoProperties { get; } = [];
}
