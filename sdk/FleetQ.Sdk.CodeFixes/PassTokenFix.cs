using System.Collections.Immutable;
using System.Composition;
using FleetQ.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FleetQ.Sdk.CodeFixes;

/// <summary>Passes the token to a call that can take it (FLEETQ004).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassTokenFix))]
[Shared]
public sealed class PassTokenFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [UnpassedTokenAnalyzer.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) =>
        SyntaxFix.OfferAsync<InvocationExpressionSyntax>(context, "Pass the cancellation token", Pass);

    private static InvocationExpressionSyntax? Pass(InvocationExpressionSyntax call, Diagnostic diagnostic)
    {
        var token = diagnostic.Properties[UnpassedTokenAnalyzer.TokenName];
        var parameter = diagnostic.Properties[UnpassedTokenAnalyzer.ParameterName];
        if (token is null || parameter is null)
        {
            return null;
        }

        // By name where arguments are left out or named: the token's place is not the next one then.
        var isNamed = diagnostic.Properties[UnpassedTokenAnalyzer.NeedsName] is not null
            || call.ArgumentList.Arguments.Any(static argument => argument.NameColon is not null);
        var argument = SyntaxFactory.Argument(SyntaxFactory.IdentifierName(token));
        argument = isNamed
            ? argument.WithNameColon(SyntaxFactory.NameColon(
                SyntaxFactory.IdentifierName(parameter),
                SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)))
            : argument;
        if (call.ArgumentList.Arguments.Count > 0)
        {
            argument = argument.WithLeadingTrivia(SyntaxFactory.Space);
        }

        return call.WithArgumentList(call.ArgumentList.AddArguments(argument));
    }
}
