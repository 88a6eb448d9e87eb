using Microsoft.CodeAnalysis;

namespace FleetQ.Sdk.Analyzers;

/// <summary>One [StepHandler] of a class.</summary>
internal sealed class TaskTypeBinding
{
    private TaskTypeBinding(
        INamedTypeSymbol type, string taskType, IReadOnlyList<string> aliases, SyntaxReference? syntax)
    {
        Type = type;
        TaskType = taskType;
        Aliases = aliases;
        Syntax = syntax;
    }

    public INamedTypeSymbol Type { get; }

    public string TaskType { get; }

    public IReadOnlyList<string> Aliases { get; }

    public IEnumerable<string> Names => Aliases.Concat([TaskType]);

    public SyntaxReference? Syntax { get; }

    public Location Location => Syntax?.SyntaxTree.GetLocation(Syntax.Span) ?? Type.Locations[0];

    /// <summary>Null when the attribute is not written out yet.</summary>
    public static TaskTypeBinding? Find(INamedTypeSymbol type, AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Value is not string name)
        {
            return null;
        }

        var aliases = attribute.NamedArguments
            .Where(static argument => argument.Key == "Aliases" && argument.Value.Kind == TypedConstantKind.Array)
            .SelectMany(static argument => argument.Value.IsNull ? [] : argument.Value.Values.AsEnumerable())
            .Select(static value => value.Value)
            .OfType<string>()
            .ToArray();
        return new TaskTypeBinding(type, name, aliases, attribute.ApplicationSyntaxReference);
    }
}
