using Microsoft.CodeAnalysis;

namespace FleetQ.Sdk.Analyzers.Json;

/// <summary>How a class is read: by which constructor, and which of its members.</summary>
internal sealed class JsonContract
{
    private JsonContract(IReadOnlyList<JsonMember> members, IMethodSymbol? constructor, string? fault)
    {
        Members = members;
        Constructor = constructor;
        Fault = fault;
    }

    public IReadOnlyList<JsonMember> Members { get; }

    public IMethodSymbol? Constructor { get; }

    /// <summary>Why it cannot be constructed; null when it can. Reads on from the type's name.</summary>
    public string? Fault { get; }

    public static JsonContract Of(INamedTypeSymbol type)
    {
        var (constructor, fault) = ConstructorOf(type);
        var members = MembersOf(type, constructor).ToArray();
        if (fault is null && constructor is not null)
        {
            fault = FindLostParameter(type, constructor);
        }

        return new JsonContract(members, constructor, fault);
    }

    private static (IMethodSymbol? Constructor, string? Fault) ConstructorOf(INamedTypeSymbol type)
    {
        var all = type.InstanceConstructors.Where(static one => !IsCopy(one)).ToArray();
        var marked = all.FirstOrDefault(static one => JsonAttributes.Has(one, JsonAttributes.Constructor));
        var open = all.Where(static one => one.DeclaredAccessibility == Accessibility.Public).ToArray();
        var plain = open.FirstOrDefault(static one => one.Parameters.Length == 0);
        if (marked is not null || plain is not null || type.IsValueType)
        {
            return (marked ?? plain, null);
        }

        return open.Length switch
        {
            1 => (open[0], null),
            0 => (null, "has no public constructor"),
            _ => (null, "has several public constructors; mark one with [JsonConstructor]"),
        };
    }

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 1
        && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);

    private static string? FindLostParameter(INamedTypeSymbol type, IMethodSymbol constructor)
    {
        var names = new HashSet<string>(
            PropertiesOf(type).Select(static one => one.Name), StringComparer.OrdinalIgnoreCase);
        names.UnionWith(type.GetMembers().OfType<IFieldSymbol>().Select(static field => field.Name));
        var lost = constructor.Parameters.FirstOrDefault(parameter => !names.Contains(parameter.Name));
        return lost is null
            ? null
            : $"takes '{lost.Name}' in its constructor, which is no property of it; give both the same name";
    }

    private static IEnumerable<JsonMember> MembersOf(INamedTypeSymbol type, IMethodSymbol? constructor)
    {
        var fields = type.GetMembers().OfType<IFieldSymbol>().Where(static field =>
            !field.IsStatic && !field.IsConst && JsonAttributes.Has(field, JsonAttributes.Include));
        foreach (var symbol in PropertiesOf(type).Concat<ISymbol>(fields))
        {
            var parameter = constructor?.Parameters.FirstOrDefault(
                one => one.Name.Equals(symbol.Name, StringComparison.OrdinalIgnoreCase));
            if (IsIgnored(symbol) || !(parameter is not null || CanBeSet(symbol)))
            {
                continue;
            }

            var name = JsonAttributes.TextOf(symbol, JsonAttributes.PropertyName) ?? SnakeCase.Of(symbol.Name);
            var memberType = symbol is IPropertySymbol property ? property.Type : ((IFieldSymbol)symbol).Type;
            yield return new JsonMember(name, memberType, symbol, IsRequired(symbol, memberType, parameter));
        }
    }

    private static IEnumerable<IPropertySymbol> PropertiesOf(INamedTypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var property in level.GetMembers().OfType<IPropertySymbol>())
            {
                var isOpen = property.DeclaredAccessibility == Accessibility.Public
                    || JsonAttributes.Has(property, JsonAttributes.Include);
                if (!property.IsStatic && !property.IsIndexer && isOpen && property.Name != "EqualityContract"
                    && seen.Add(property.Name))
                {
                    yield return property;
                }
            }
        }
    }

    private static bool CanBeSet(ISymbol symbol) => symbol switch
    {
        IPropertySymbol { SetMethod: { } setter } property => setter.DeclaredAccessibility == Accessibility.Public
            || JsonAttributes.Has(property, JsonAttributes.Include),
        IFieldSymbol field => !field.IsReadOnly,
        _ => false,
    };

    // Only the condition Always, which is 1 and the default, keeps a member from being read.
    private static bool IsIgnored(ISymbol symbol)
    {
        if (JsonAttributes.Has(symbol, JsonAttributes.ExtensionData))
        {
            return true;
        }

        var condition = JsonAttributes.Find(symbol, JsonAttributes.Ignore)?.NamedArguments
            .Where(static argument => argument.Key == "Condition")
            .Select(static argument => argument.Value.Value)
            .FirstOrDefault();
        return JsonAttributes.Has(symbol, JsonAttributes.Ignore) && condition is null or 1;
    }

    private static bool IsRequired(ISymbol symbol, ITypeSymbol type, IParameterSymbol? parameter)
    {
        if (symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }
            || JsonAttributes.Has(symbol, JsonAttributes.Required)
            || JsonAttributes.Has(symbol, Annotations.Required))
        {
            return true;
        }

        return parameter is { HasExplicitDefaultValue: false } && !MayBeNull(type);
    }

    /// <summary>Whether a declaration takes null; one without nullable annotations does.</summary>
    public static bool MayBeNull(ITypeSymbol type) => type.IsReferenceType
        ? type.NullableAnnotation != NullableAnnotation.NotAnnotated
        : type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
            || type is ITypeParameterSymbol;
}
