using System.Collections.Immutable;
using System.Composition;
using FleetQ.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FleetQ.Sdk.CodeFixes;

/// <summary>Awaits a task instead of blocking on it (FLEETQ006), where the code around it is async already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitFix))]
[Shared]
public sealed class AwaitFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [BlockingAnalyzer.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) =>
        SyntaxFix.OfferAsync<ExpressionSyntax>(context, "Await the task", static (use, _) => Await(use));

    private static ExpressionSyntax? Await(ExpressionSyntax use)
    {
        if (!IsInAsyncCode(use) || FindTask(use) is not { } task)
        {
            return null;
        }

        ExpressionSyntax awaited = SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            task.WithoutTrivia());
        var isOperand = use.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
            or ConditionalAccessExpressionSyntax or InvocationExpressionSyntax;
        return (isOperand ? SyntaxFactory.ParenthesizedExpression(awaited) : awaited).WithTriviaFrom(use);
    }

    // Wait with a limit or a token, WaitAll and WaitAny have no cure that is clear.
    private static ExpressionSyntax? FindTask(ExpressionSyntax use) => use switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result => result.Expression,
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" } wait,
            ArgumentList.Arguments.Count: 0,
        } => wait.Expression,
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "GetResult",
                Expression: InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter" } awaiter,
                },
            },
        } => awaiter.Expression,
        _ => null,
    };

    private static bool IsInAsyncCode(SyntaxNode node)
    {
        var function = node.Ancestors().FirstOrDefault(static ancestor => ancestor is AnonymousFunctionExpressionSyntax
            or LocalFunctionStatementSyntax or MethodDeclarationSyntax);
        return function switch
        {
            AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
            LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
            MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
            _ => false,
        };
    }
}
