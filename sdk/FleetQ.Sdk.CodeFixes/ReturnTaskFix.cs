using System.Collections.Immutable;
using System.Composition;
using FleetQ.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace FleetQ.Sdk.CodeFixes;

/// <summary>Lets an async void method return a Task (FLEETQ007).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTaskFix))]
[Shared]
public sealed class ReturnTaskFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [AsyncVoidAnalyzer.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) =>
        SyntaxFix.OfferAsync<SyntaxNode>(context, "Return a Task", static (function, _) => ReturnTask(function));

    private static SyntaxNode? ReturnTask(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.WithReturnType(TaskIn(method.ReturnType)),
        LocalFunctionStatementSyntax local => local.WithReturnType(TaskIn(local.ReturnType)),
        _ => null,
    };

    private static TypeSyntax TaskIn(TypeSyntax old) =>
        SyntaxFactory.ParseTypeName("global::System.Threading.Tasks.Task")
            .WithTriviaFrom(old)
            .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
}
