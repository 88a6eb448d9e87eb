using Microsoft.CodeAnalysis;

namespace FleetQ.Sdk.Analyzers.Json;

/// <summary>A member that is read from JSON.</summary>
internal sealed class JsonMember(string name, ITypeSymbol type, ISymbol symbol, bool isRequired)
{
    /// <summary>Its name in JSON.</summary>
    public string Name { get; } = name;

    public ITypeSymbol Type { get; } = type;

    /// <summary>The property or field.</summary>
    public ISymbol Symbol { get; } = symbol;

    /// <summary>Whether its declaration lets nobody leave it out.</summary>
    public bool IsRequired { get; } = isRequired;
}
