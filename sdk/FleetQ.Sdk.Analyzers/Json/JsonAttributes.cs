using Microsoft.CodeAnalysis;

namespace FleetQ.Sdk.Analyzers.Json;

/// <summary>The attributes of System.Text.Json and of data annotations, by their full names.</summary>
internal static class JsonAttributes
{
    public const string Converter = "System.Text.Json.Serialization.JsonConverterAttribute";
    public const string Constructor = "System.Text.Json.Serialization.JsonConstructorAttribute";
    public const string DerivedType = "System.Text.Json.Serialization.JsonDerivedTypeAttribute";
    public const string Polymorphic = "System.Text.Json.Serialization.JsonPolymorphicAttribute";
    public const string PropertyName = "System.Text.Json.Serialization.JsonPropertyNameAttribute";
    public const string Ignore = "System.Text.Json.Serialization.JsonIgnoreAttribute";
    public const string Include = "System.Text.Json.Serialization.JsonIncludeAttribute";
    public const string Required = "System.Text.Json.Serialization.JsonRequiredAttribute";
    public const string ExtensionData = "System.Text.Json.Serialization.JsonExtensionDataAttribute";
    public const string NumberHandling = "System.Text.Json.Serialization.JsonNumberHandlingAttribute";
    public const string UnmappedMembers = "System.Text.Json.Serialization.JsonUnmappedMemberHandlingAttribute";
    public const string EnumMemberName = "System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute";

    /// <summary>An attribute on a symbol; one that derives from it counts too.</summary>
    public static AttributeData? Find(ISymbol bearer, string name) => bearer.GetAttributes().FirstOrDefault(attribute =>
    {
        for (var type = attribute.AttributeClass; type is not null; type = type.BaseType)
        {
            if (type.ToDisplayString() == name)
            {
                return true;
            }
        }

        return false;
    });

    public static bool Has(ISymbol bearer, string name) => Find(bearer, name) is not null;

    /// <summary>The text that an attribute was given; null without the attribute.</summary>
    public static string? TextOf(ISymbol bearer, string name) =>
        Find(bearer, name)?.ConstructorArguments.FirstOrDefault().Value as string;
}
