using FleetQ.Repository.Tests.Tree;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FleetQ.Repository.Tests;

/// <summary>A file fits in a head, a method on a screen, a line on paper.</summary>
public sealed class SizeTests
{
    private const int FileLinesMax = 400;
    private const int MethodLinesMax = 60;
    private const int ColumnsMax = 120;
    private const int MedianLinesMax = 79;
    private const int NineInTenLinesMax = 199;

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        Verdict.None($"Over {FileLinesMax} lines:", CSharpFile.All.Where(static file => file.LineCount > FileLinesMax)
            .Select(static file => $"{file.Path}: {file.LineCount}"));
    }

    [Fact]
    public void Half_of_the_files_are_under_80_lines_and_nine_in_ten_under_200()
    {
        var sizes = CSharpFile.Production.Select(static file => file.LineCount).Order().ToList();

        Assert.InRange(sizes[sizes.Count / 2], 1, MedianLinesMax);
        Assert.InRange(sizes[sizes.Count * 9 / 10], 1, NineInTenLinesMax);
    }

    [Fact]
    public void No_method_is_longer_than_60_lines()
    {
        Verdict.None($"Over {MethodLinesMax} lines:", CSharpFile.Production.SelectMany(static file => file.Syntax
            .DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
            .Where(static method => LinesOf(method) > MethodLinesMax)
            .Select(method => $"{file.PlaceOf(method)}: {LinesOf(method)}")));
    }

    [Fact]
    public void No_line_is_longer_than_120_columns()
    {
        var paths = CSharpFile.All.Select(static file => file.Path).Concat(RepositoryFiles.Below("sql", ".sql"));

        Verdict.None($"Over {ColumnsMax} columns:", paths.SelectMany(static path => RepositoryFiles.Read(path)
            .Split('\n').Index()
            .Where(static line => line.Item.Length > ColumnsMax)
            .Select(line => $"{path}:{line.Index + 1}: {line.Item.Length}")));
    }

    // Counted from the first token, so that documentation costs nothing.
    private static int LinesOf(BaseMethodDeclarationSyntax method)
    {
        var span = method.SyntaxTree.GetLineSpan(method.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
