using FleetQ.Sdk.Analyzers.Json;
using Microsoft.CodeAnalysis;

namespace FleetQ.Sdk.Analyzers.Manifest;

/// <summary>Writes the JSON Schema (2020-12) of a type of arguments.</summary>
/// <remarks>
/// What fits the schema can be read by the handler. The reverse does not hold: a schema asks for names letter by letter
/// and for everything that the C# declaration does not let callers leave out.
/// </remarks>
internal sealed class SchemaWriter
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private readonly Dictionary<ITypeSymbol, string> references = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Queue<(string Name, INamedTypeSymbol Type)> open = new();
    private readonly CancellationToken cancellationToken;

    private SchemaWriter(CancellationToken cancellationToken) => this.cancellationToken = cancellationToken;

    public static string Write(ITypeSymbol arguments, CancellationToken cancellationToken)
    {
        var writer = new SchemaWriter(cancellationToken);
        var members = new List<string> { JsonWriting.Member("$schema", JsonWriting.Text(Dialect)) };
        if (JsonShapes.Of(arguments).Kind is JsonShapeKind.Object)
        {
            writer.references.Add(arguments, "#");
            members.Add(JsonWriting.Member("title", JsonWriting.Text(arguments.Name)));
            members.AddRange(writer.ObjectOf((INamedTypeSymbol)arguments));
            members.Add(writer.Definitions());
        }
        else
        {
            // Arguments are always an object; of what is in it the type says nothing, or one thing for all.
            members.AddRange(writer.KeywordsOf(arguments, JsonShapes.Of(arguments), mayBeNull: false, []));
            members.Add(JsonShapes.Of(arguments).Kind is JsonShapeKind.Any ? "\"type\":\"object\"" : "");
            members.Add(writer.Definitions());
        }

        return JsonWriting.Object(members);
    }

    private string Definitions()
    {
        var written = new List<string>();
        while (open.Count > 0)
        {
            var (name, type) = open.Dequeue();
            written.Add(JsonWriting.Member(name, JsonWriting.Object(ObjectOf(type))));
        }

        return written.Count == 0 ? "" : JsonWriting.Member("$defs", JsonWriting.Object(written));
    }

    private IEnumerable<string> ObjectOf(INamedTypeSymbol type)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var contract = JsonContract.Of(type);
        var required = contract.Members.Where(static member => member.IsRequired)
            .Select(static member => JsonWriting.Text(member.Name)).ToArray();
        var properties = contract.Members.Select(
            member => JsonWriting.Member(member.Name, MemberOf(type, contract, member)));
        yield return Describe(XmlTexts.FindSummary(type, cancellationToken));
        yield return "\"type\":\"object\"";
        yield return JsonWriting.Member("properties", JsonWriting.Object(properties));
        yield return required.Length == 0 ? "" : JsonWriting.Member("required", JsonWriting.Array(required));

        // JsonUnmappedMemberHandling.Disallow is 1.
        var unmapped = JsonAttributes.Find(type, JsonAttributes.UnmappedMembers);
        yield return unmapped?.ConstructorArguments.FirstOrDefault().Value is 1
            ? "\"additionalProperties\":false"
            : "";
    }

    private string MemberOf(INamedTypeSymbol type, JsonContract contract, JsonMember member)
    {
        var shape = JsonShapes.FindByConverter(member.Symbol) ?? JsonShapes.Of(member.Type);
        var description = Annotations.FindDescription(member.Symbol)
            ?? XmlTexts.FindSummary(member.Symbol, cancellationToken)
            ?? XmlTexts.FindParameter(type, member.Symbol.Name, cancellationToken);
        if (description is null && contract.Constructor?.Parameters.FirstOrDefault(one => one.Name.Equals(
            member.Symbol.Name, StringComparison.OrdinalIgnoreCase)) is { } parameter)
        {
            description = XmlTexts.FindParameter(contract.Constructor, parameter.Name, cancellationToken);
        }

        var plainKind = shape.Kind is JsonShapeKind.Nullable ? JsonShapes.Of(shape.Element!).Kind : shape.Kind;
        var limits = Annotations.KeywordsOf(member.Symbol, plainKind).ToArray();
        var keywords = KeywordsOf(member.Type, shape, JsonContract.MayBeNull(member.Type), limits);
        var asText = JsonAttributes.Find(member.Symbol, JsonAttributes.NumberHandling) is not null
            && plainKind is JsonShapeKind.Whole or JsonShapeKind.Number;
        return JsonWriting.Object(asText ? [Describe(description)] : [Describe(description), .. keywords]);
    }

    private IEnumerable<string> KeywordsOf(ITypeSymbol type, JsonShape shape, bool mayBeNull, string[] limits) =>
        shape.Kind switch
        {
            JsonShapeKind.Any or JsonShapeKind.Unreadable => [],
            JsonShapeKind.Nullable =>
                KeywordsOf(shape.Element!, JsonShapes.Of(shape.Element!), mayBeNull: true, limits),
            JsonShapeKind.Truth => [TypeOf("boolean", mayBeNull)],
            JsonShapeKind.Whole =>
                [TypeOf("integer", mayBeNull), .. limits.Length > 0 ? limits : [shape.Keywords]],
            JsonShapeKind.Number =>
                [TypeOf("number", mayBeNull), .. limits.Length > 0 ? limits : [shape.Keywords]],
            JsonShapeKind.Text => [TypeOf("string", mayBeNull), shape.Keywords, .. limits],
            JsonShapeKind.Enum => EnumOf(type, mayBeNull),
            JsonShapeKind.EnumText => EnumTextOf(type, mayBeNull),
            JsonShapeKind.Array =>
                [TypeOf("array", mayBeNull), JsonWriting.Member("items", SchemaOf(shape.Element!)), .. limits],
            JsonShapeKind.Dictionary =>
            [
                TypeOf("object", mayBeNull), JsonWriting.Member("additionalProperties", SchemaOf(shape.Element!)),
            ],
            JsonShapeKind.AnyObject => [TypeOf("object", mayBeNull)],
            JsonShapeKind.Object => ReferenceTo((INamedTypeSymbol)type, mayBeNull),
            _ => throw new InvalidOperationException($"Unknown {nameof(JsonShapeKind)} {shape.Kind}."),
        };

    private string SchemaOf(ITypeSymbol type) =>
        JsonWriting.Object(KeywordsOf(type, JsonShapes.Of(type), JsonContract.MayBeNull(type), []));

    private IEnumerable<string> ReferenceTo(INamedTypeSymbol type, bool mayBeNull)
    {
        if (!references.TryGetValue(type, out var reference))
        {
            var name = type.Name;
            for (var number = 2; !names.Add(name); number++)
            {
                name = FormattableString.Invariant($"{type.Name}{number}");
            }

            reference = "#/$defs/" + name;
            references.Add(type, reference);
            open.Enqueue((name, type));
        }

        var target = JsonWriting.Member("$ref", JsonWriting.Text(reference));
        return mayBeNull ? [JsonWriting.Member("anyOf", $"[{{{target}}},{{\"type\":\"null\"}}]")] : [target];
    }

    // The host reads an enum from its number; a number without a name is read too.
    private static IEnumerable<string> EnumOf(ITypeSymbol type, bool mayBeNull)
    {
        var underlying = (TypeInEnum(type) as INamedTypeSymbol)?.EnumUnderlyingType;
        return [TypeOf("integer", mayBeNull), underlying is null ? "" : JsonShapes.Of(underlying).Keywords];
    }

    private static IEnumerable<string> EnumTextOf(ITypeSymbol type, bool mayBeNull)
    {
        var inner = TypeInEnum(type);
        mayBeNull |= !SymbolEqualityComparer.Default.Equals(inner, type);
        var words = inner.GetMembers().OfType<IFieldSymbol>().Where(static field => field.IsConst)
            .Select(static field => JsonAttributes.TextOf(field, JsonAttributes.EnumMemberName) ?? field.Name)
            .Select(JsonWriting.Text)
            .Concat(mayBeNull ? ["null"] : []);
        var isOpen = JsonAttributes.Has(inner, "System.FlagsAttribute");
        return [TypeOf("string", mayBeNull), isOpen ? "" : JsonWriting.Member("enum", JsonWriting.Array(words))];
    }

    private static ITypeSymbol TypeInEnum(ITypeSymbol type) =>
        JsonShapes.Of(type) is { Kind: JsonShapeKind.Nullable, Element: { } element } ? element : type;

    private static string TypeOf(string word, bool mayBeNull) =>
        mayBeNull ? $"\"type\":[\"{word}\",\"null\"]" : $"\"type\":\"{word}\"";

    private static string Describe(string? text) =>
        text is null ? "" : JsonWriting.Member("description", JsonWriting.Text(text));
}
