using System.Collections.Immutable;
using System.Composition;
using FleetQ.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FleetQ.Sdk.CodeFixes;

/// <summary>Keeps the old name of a renamed task type as an alias (FLEETQ010).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddAliasFix))]
[Shared]
public sealed class AddAliasFix : CodeFixProvider
{
    private const string Aliases = "Aliases";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RenamedTaskTypeAnalyzer.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) =>
        SyntaxFix.OfferAsync<AttributeSyntax>(context, "Add the old name as an alias", AddAlias);

    private static AttributeSyntax? AddAlias(AttributeSyntax attribute, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(RenamedTaskTypeAnalyzer.LostName, out var name) || name is null
            || attribute.ArgumentList is null)
        {
            return null;
        }

        var literal = SyntaxFactory.Literal(name).Text;
        var old = attribute.ArgumentList.Arguments.FirstOrDefault(
            static argument => argument.NameEquals?.Name.Identifier.ValueText == Aliases);
        if (old is null)
        {
            var added = SyntaxFactory.ParseAttributeArgumentList($"({Aliases} = [{literal}])")!.Arguments[0];
            return attribute.WithArgumentList(
                attribute.ArgumentList.AddArguments(added.WithLeadingTrivia(SyntaxFactory.Space)));
        }

        return WithOne(old.Expression, literal) is { } list
            ? attribute.ReplaceNode(old.Expression, list)
            : null;
    }

    private static ExpressionSyntax? WithOne(ExpressionSyntax list, string literal) => list switch
    {
        CollectionExpressionSyntax or ImplicitArrayCreationExpressionSyntax or ArrayCreationExpressionSyntax =>
            SyntaxFactory.ParseExpression(Insert(list.ToString(), literal)),
        _ => null,
    };

    private static string Insert(string list, string literal)
    {
        var end = list.LastIndexOfAny([']', '}']);
        var before = list.Substring(0, end).TrimEnd();
        var comma = before.EndsWith("[", StringComparison.Ordinal) || before.EndsWith("{", StringComparison.Ordinal)
            || before.EndsWith(",", StringComparison.Ordinal);
        return $"{before}{(comma ? "" : ", ")}{literal}{list.Substring(before.Length)}";
    }
}
