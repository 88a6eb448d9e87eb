using System.Collections.Immutable;
using System.Composition;
using System.Text.RegularExpressions;
using FleetQ.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace FleetQ.Sdk.CodeFixes;

/// <summary>Gives a handler a task type after its name (FLEETQ009).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BindHandlerFix))]
[Shared]
public sealed class BindHandlerFix : CodeFixProvider
{
    private const string Ending = "Handler";

    private static readonly Regex WordStart = new("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [UnboundHandlerAnalyzer.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) =>
        SyntaxFix.OfferAsync<TypeDeclarationSyntax>(context, "Add [StepHandler]", static (type, _) => Bind(type));

    private static TypeDeclarationSyntax Bind(TypeDeclarationSyntax type)
    {
        var name = SyntaxFactory.ParseName("global::FleetQ.Sdk.StepHandler")
            .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
        var taskType = SyntaxFactory.AttributeArgument(SyntaxFactory.LiteralExpression(
            SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(TaskTypeOf(type.Identifier.ValueText))));
        var attribute = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(
            name, SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(taskType)))));
        var leading = type.GetLeadingTrivia();
        var bare = type.WithLeadingTrivia(leading.Where(static one => one.IsKind(SyntaxKind.WhitespaceTrivia)));
        return bare
            .WithAttributeLists(bare.AttributeLists.Insert(
                0,
                attribute.WithLeadingTrivia(leading).WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    // SendInvoiceHandler serves send-invoice.
    private static string TaskTypeOf(string className)
    {
        var name = className.EndsWith(Ending, StringComparison.Ordinal) && className.Length > Ending.Length
            ? className.Substring(0, className.Length - Ending.Length)
            : className;
        return WordStart.Replace(name, "-").ToLowerInvariant();
    }
}
