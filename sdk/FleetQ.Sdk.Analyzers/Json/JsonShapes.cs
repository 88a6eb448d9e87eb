using Microsoft.CodeAnalysis;

namespace FleetQ.Sdk.Analyzers.Json;

/// <summary>Tells what JSON a type is read from, as System.Text.Json with the host's options does it.</summary>
internal static class JsonShapes
{
    private const string Choice = "JSON does not say which class is meant";

    private static readonly Dictionary<string, JsonShape> Known = new(StringComparer.Ordinal)
    {
        ["System.Guid"] = JsonShape.Text("\"format\":\"uuid\""),
        ["System.DateTime"] = JsonShape.Text("\"format\":\"date-time\""),
        ["System.DateTimeOffset"] = JsonShape.Text("\"format\":\"date-time\""),
        ["System.DateOnly"] = JsonShape.Text("\"format\":\"date\""),
        ["System.TimeOnly"] = JsonShape.Text("\"format\":\"time\""),
        ["System.TimeSpan"] = JsonShape.Text(
            "\"pattern\":\"^-?([0-9]{1,7}[.])?([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,7})?$\""),
        ["System.Uri"] = JsonShape.Text("\"format\":\"uri-reference\""),
        ["System.Version"] = JsonShape.Text("\"pattern\":\"^[0-9]+([.][0-9]+){1,3}$\""),
        ["System.Half"] = new JsonShape(JsonShapeKind.Number),
        ["System.Int128"] = JsonShape.Whole(""),
        ["System.UInt128"] = JsonShape.Whole("\"minimum\":0"),
        ["System.Memory<byte>"] = JsonShape.Text("\"contentEncoding\":\"base64\""),
        ["System.ReadOnlyMemory<byte>"] = JsonShape.Text("\"contentEncoding\":\"base64\""),
        ["System.Text.Json.JsonElement"] = JsonShape.Any,
        ["System.Text.Json.JsonDocument"] = JsonShape.Any,
        ["System.Text.Json.Nodes.JsonNode"] = JsonShape.Any,
        ["System.Text.Json.Nodes.JsonValue"] = JsonShape.Any,
        ["System.Text.Json.Nodes.JsonArray"] = JsonShape.Any,
        ["System.Text.Json.Nodes.JsonObject"] = new JsonShape(JsonShapeKind.AnyObject),
        ["System.Type"] = JsonShape.Unreadable("is a System.Type; take its name as a string"),
        ["System.Threading.CancellationToken"] = JsonShape.Unreadable(
            "is a CancellationToken, which comes beside the arguments"),
        ["System.IntPtr"] = JsonShape.Unreadable("is a native integer; take a long"),
        ["System.UIntPtr"] = JsonShape.Unreadable("is a native integer; take a long"),
    };

    public static JsonShape Of(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => JsonShape.Unreadable("is a pointer"),
        IDynamicTypeSymbol or ITypeParameterSymbol or IErrorTypeSymbol => JsonShape.Any,
        IArrayTypeSymbol { Rank: > 1 } => JsonShape.Unreadable("is an array of several dimensions; nest arrays"),
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } =>
            JsonShape.Text("\"contentEncoding\":\"base64\""),
        IArrayTypeSymbol array => JsonShape.Of(JsonShapeKind.Array, array.ElementType),
        { TypeKind: TypeKind.Delegate } => JsonShape.Unreadable("is a delegate"),
        { IsRefLikeType: true } => JsonShape.Unreadable("is a ref struct"),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable =>
            JsonShape.Of(JsonShapeKind.Nullable, nullable.TypeArguments[0]),
        INamedTypeSymbol named =>
            FindByConverter(named) ?? FindSimple(named) ?? FindCollection(named) ?? ClassOf(named),
        _ => JsonShape.Any,
    };

    /// <summary>The shape that a converter on a type or a member gives; null without one.</summary>
    public static JsonShape? FindByConverter(ISymbol bearer)
    {
        var attribute = JsonAttributes.Find(bearer, JsonAttributes.Converter);
        if (attribute is null)
        {
            return null;
        }

        var converter = attribute.ConstructorArguments.FirstOrDefault().Value as INamedTypeSymbol;
        return converter?.Name switch
        {
            "JsonStringEnumConverter" => new JsonShape(JsonShapeKind.EnumText),
            "JsonNumberEnumConverter" => new JsonShape(JsonShapeKind.Enum),
            _ => JsonShape.Any,
        };
    }

    private static JsonShape? FindSimple(INamedTypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Object => JsonShape.Any,
        SpecialType.System_Boolean => new JsonShape(JsonShapeKind.Truth),
        SpecialType.System_String => JsonShape.Text(""),
        SpecialType.System_Char => JsonShape.Text("\"minLength\":1,\"maxLength\":1"),
        SpecialType.System_SByte => Between(sbyte.MinValue, sbyte.MaxValue),
        SpecialType.System_Byte => Between(byte.MinValue, byte.MaxValue),
        SpecialType.System_Int16 => Between(short.MinValue, short.MaxValue),
        SpecialType.System_UInt16 => Between(ushort.MinValue, ushort.MaxValue),
        SpecialType.System_Int32 => Between(int.MinValue, int.MaxValue),
        SpecialType.System_UInt32 => Between(uint.MinValue, uint.MaxValue),
        SpecialType.System_Int64 => Between(long.MinValue, long.MaxValue),
        SpecialType.System_UInt64 => Between(ulong.MinValue, ulong.MaxValue),
        SpecialType.System_Single or SpecialType.System_Double => new JsonShape(JsonShapeKind.Number),
        SpecialType.System_Decimal => JsonShape.Number(Limits(decimal.MinValue, decimal.MaxValue)),
        _ when type.TypeKind == TypeKind.Enum => new JsonShape(JsonShapeKind.Enum),
        _ => Known.TryGetValue(NameOf(type), out var shape) ? shape : FindKnownMetadataName(type),
    };

    // Without the question mark of a reference that may be null.
    private static string NameOf(INamedTypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString();

    // Native integers are displayed as keywords.
    private static JsonShape? FindKnownMetadataName(INamedTypeSymbol type) =>
        type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr ? Known["System.IntPtr"] : null;

    private static JsonShape Between(decimal min, decimal max) => JsonShape.Whole(Limits(min, max));

    private static string Limits(decimal min, decimal max) =>
        FormattableString.Invariant($"\"minimum\":{min},\"maximum\":{max}");

    private static JsonShape? FindCollection(INamedTypeSymbol type)
    {
        var contracts = type.AllInterfaces.Concat([type]).ToArray();
        var dictionary = contracts.FirstOrDefault(static contract => contract.OriginalDefinition.ToDisplayString() is
            "System.Collections.Generic.IDictionary<TKey, TValue>"
            or "System.Collections.Generic.IReadOnlyDictionary<TKey, TValue>");
        var sequence = contracts.FirstOrDefault(static contract =>
            contract.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);
        var isForeign = type.ContainingNamespace.ToDisplayString().StartsWith(
            "System.Collections", StringComparison.Ordinal);
        if (type.TypeKind == TypeKind.Interface && !isForeign)
        {
            return null;
        }

        if (dictionary is not null)
        {
            return JsonShape.Of(JsonShapeKind.Dictionary, dictionary.TypeArguments[1]);
        }

        return sequence is not null ? JsonShape.Of(JsonShapeKind.Array, sequence.TypeArguments[0])
            : contracts.Any(static contract => contract.SpecialType == SpecialType.System_Collections_IEnumerable)
                ? JsonShape.Any
                : null;
    }

    private static JsonShape ClassOf(INamedTypeSymbol type)
    {
        if (JsonAttributes.Find(type, JsonAttributes.DerivedType) is not null
            || JsonAttributes.Find(type, JsonAttributes.Polymorphic) is not null)
        {
            return new JsonShape(JsonShapeKind.AnyObject);
        }

        return type switch
        {
            { TypeKind: TypeKind.Interface } => JsonShape.Unreadable($"is an interface; {Choice}"),
            { IsAbstract: true } => JsonShape.Unreadable($"is an abstract class; {Choice}"),
            _ => new JsonShape(JsonShapeKind.Object),
        };
    }
}
