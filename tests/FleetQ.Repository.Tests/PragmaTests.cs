using System.Text.RegularExpressions;
using FleetQ.Repository.Tests.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FleetQ.Repository.Tests;

/// <summary>What hides code, or puts it off, is not written at all.</summary>
public sealed partial class PragmaTests
{
    [Fact]
    public void No_warning_is_switched_off_in_code()
    {
        Verdict.None("A rule that is wrong for all of us is off in .editorconfig, with its reason:", CSharpFile.All
            .SelectMany(static file => file.Syntax.DescendantNodes(descendIntoTrivia: true)
                .Where(static node => node is PragmaWarningDirectiveTriviaSyntax || IsSuppression(node))
                .Select(file.PlaceOf)));
    }

    [Fact]
    public void No_region_folds_code_away()
    {
        Verdict.None("A file that needs regions is two files:", CSharpFile.All.SelectMany(static file => file.Syntax
            .DescendantNodes(descendIntoTrivia: true).OfType<RegionDirectiveTriviaSyntax>().Select(file.PlaceOf)));
    }

    [Fact]
    public void No_comment_puts_work_off()
    {
        Verdict.None("Do it, or open an issue:", CSharpFile.All.SelectMany(static file => file.Syntax.DescendantTrivia()
            .Where(static trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia
                or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia)
            .Where(static trivia => PutOff().IsMatch(trivia.ToFullString()))
            .Select(trivia => $"{file.Path}: {trivia.ToFullString().Trim()}")));
    }

    private static bool IsSuppression(SyntaxNode node) =>
        node is AttributeSyntax attribute
        && attribute.Name.ToString().Contains("SuppressMessage", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex PutOff();
}
