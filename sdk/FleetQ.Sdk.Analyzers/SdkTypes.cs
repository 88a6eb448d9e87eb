using Microsoft.CodeAnalysis;

namespace FleetQ.Sdk.Analyzers;

/// <summary>The types of FleetQ.Sdk that the rules look for, in one compilation.</summary>
internal sealed class SdkTypes
{
    public const string StepHandlerAttributeName = "FleetQ.Sdk.StepHandlerAttribute";
    public const string ManifestAttributeName = "FleetQ.Sdk.TaskTypeManifestAttribute";

    private readonly INamedTypeSymbol handler;
    private readonly INamedTypeSymbol handlerWithResult;

    private SdkTypes(
        INamedTypeSymbol handler,
        INamedTypeSymbol handlerWithResult,
        INamedTypeSymbol attribute,
        INamedTypeSymbol? setup,
        INamedTypeSymbol? token)
    {
        this.handler = handler;
        this.handlerWithResult = handlerWithResult;
        Attribute = attribute;
        Setup = setup;
        Token = token;
    }

    public INamedTypeSymbol Attribute { get; }

    public INamedTypeSymbol? Setup { get; }

    public INamedTypeSymbol? Token { get; }

    /// <summary>Null where the SDK is not referenced: there is nothing to look for.</summary>
    public static SdkTypes? Find(Compilation compilation)
    {
        var handler = compilation.GetTypeByMetadataName("FleetQ.Sdk.IStepHandler`1");
        var handlerWithResult = compilation.GetTypeByMetadataName("FleetQ.Sdk.IStepHandler`2");
        var attribute = compilation.GetTypeByMetadataName(StepHandlerAttributeName);
        return handler is null || handlerWithResult is null || attribute is null
            ? null
            : new SdkTypes(
                handler,
                handlerWithResult,
                attribute,
                compilation.GetTypeByMetadataName("FleetQ.Sdk.PluginSetup"),
                compilation.GetTypeByMetadataName("System.Threading.CancellationToken"));
    }

    /// <summary>The handler interfaces of a type; more than one is a mistake that the host tells.</summary>
    public IEnumerable<INamedTypeSymbol> InterfacesOf(INamedTypeSymbol type) =>
        type.AllInterfaces.Where(candidate => Is(candidate, handler) || Is(candidate, handlerWithResult));

    /// <summary>Whether code stands in a handler, or in a class inside one.</summary>
    public bool IsInHandler(ISymbol symbol)
    {
        var first = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        for (var type = first; type is not null; type = type.ContainingType)
        {
            if (type.TypeKind == TypeKind.Class && InterfacesOf(type).Any())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a class says of the task types that it serves.</summary>
    public IEnumerable<TaskTypeBinding> BindingsOf(INamedTypeSymbol type) =>
        type.GetAttributes()
            .Where(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, Attribute))
            .Select(attribute => TaskTypeBinding.Find(type, attribute))
            .OfType<TaskTypeBinding>();

    public bool IsToken(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type, Token);

    private static bool Is(INamedTypeSymbol type, INamedTypeSymbol definition) =>
        SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, definition);
}
