using Microsoft.CodeAnalysis;

namespace FleetQ.Sdk.Analyzers.Json;

/// <summary>Finds the types in arguments that no JSON can be read into.</summary>
internal sealed class JsonFaults
{
    private const int FaultsMax = 10;

    private readonly HashSet<ITypeSymbol> seen = new(SymbolEqualityComparer.Default);
    private readonly List<JsonFault> faults = [];

    public static IReadOnlyList<JsonFault> Find(ITypeSymbol arguments)
    {
        var walk = new JsonFaults();
        walk.Look(arguments, JsonShapes.Of(arguments), arguments.Name);
        return walk.faults;
    }

    private void Look(ITypeSymbol type, JsonShape shape, string place)
    {
        if (faults.Count >= FaultsMax)
        {
            return;
        }

        switch (shape.Kind)
        {
            case JsonShapeKind.Unreadable:
                faults.Add(new JsonFault(place, shape.Reason));
                break;
            case JsonShapeKind.Array or JsonShapeKind.Dictionary or JsonShapeKind.Nullable:
                Look(shape.Element!, JsonShapes.Of(shape.Element!), place);
                break;
            case JsonShapeKind.Object when seen.Add(type):
                LookAtMembers((INamedTypeSymbol)type, place);
                break;
        }
    }

    private void LookAtMembers(INamedTypeSymbol type, string place)
    {
        var contract = JsonContract.Of(type);
        if (contract.Fault is { } fault)
        {
            faults.Add(new JsonFault(place, fault));
        }

        foreach (var member in contract.Members)
        {
            var shape = JsonShapes.FindByConverter(member.Symbol) ?? JsonShapes.Of(member.Type);
            Look(member.Type, shape, $"{type.Name}.{member.Symbol.Name}");
        }
    }
}

/// <summary>Something that cannot be read.</summary>
internal sealed class JsonFault(string place, string reason)
{
    /// <summary>The type, or the type and its member.</summary>
    public string Place { get; } = place;

    /// <summary>Reads on from the place.</summary>
    public string Reason { get; } = reason;
}
