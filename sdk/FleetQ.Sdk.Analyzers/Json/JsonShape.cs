using Microsoft.CodeAnalysis;

namespace FleetQ.Sdk.Analyzers.Json;

/// <summary>What JSON a type is read from.</summary>
internal sealed class JsonShape(JsonShapeKind kind)
{
    public static JsonShape Any { get; } = new(JsonShapeKind.Any);

    public JsonShapeKind Kind { get; } = kind;

    /// <summary>What an array or a dictionary holds; what a value that may be null is otherwise.</summary>
    public ITypeSymbol? Element { get; private set; }

    /// <summary>Keywords of the schema beside <c>type</c>, as JSON; empty for none.</summary>
    public string Keywords { get; private set; } = "";

    /// <summary>Why nothing can be read into the type; reads on from its name.</summary>
    public string Reason { get; private set; } = "";

    public static JsonShape Text(string keywords) => new(JsonShapeKind.Text) { Keywords = keywords };

    public static JsonShape Whole(string keywords) => new(JsonShapeKind.Whole) { Keywords = keywords };

    public static JsonShape Number(string keywords) => new(JsonShapeKind.Number) { Keywords = keywords };

    public static JsonShape Of(JsonShapeKind kind, ITypeSymbol element) => new(kind) { Element = element };

    public static JsonShape Unreadable(string reason) => new(JsonShapeKind.Unreadable) { Reason = reason };
}

/// <summary>The forms of JSON that differ in their schema.</summary>
internal enum JsonShapeKind
{
    Any,
    Truth,
    Whole,
    Number,
    Text,
    Enum,
    EnumText,
    Nullable,
    Array,
    Dictionary,
    Object,
    AnyObject,
    Unreadable,
}
