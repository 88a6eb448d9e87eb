using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FleetQ.Sdk.CodeFixes;

/// <summary>A fix that replaces one node of the file in which the diagnostic stands.</summary>
internal static class SyntaxFix
{
    /// <summary>Offers the fix for each diagnostic whose node is of the kind that it mends.</summary>
    /// <param name="context">The diagnostics.</param>
    /// <param name="title">What the editor offers.</param>
    /// <param name="replace">Gives the new node; null where nothing can be done.</param>
    public static async Task OfferAsync<TNode>(
        CodeFixContext context, string title, Func<TNode, Diagnostic, SyntaxNode?> replace)
        where TNode : SyntaxNode
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                .FirstAncestorOrSelf<TNode>();
            if (node is null || replace(node, diagnostic) is not { } replacement)
            {
                continue;
            }

            var document = context.Document.WithSyntaxRoot(root!.ReplaceNode(node, replacement));
            context.RegisterCodeFix(
                CodeAction.Create(title, _ => Task.FromResult(document), equivalenceKey: title), diagnostic);
        }
    }
}
