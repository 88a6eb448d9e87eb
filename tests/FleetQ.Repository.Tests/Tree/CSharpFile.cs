using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FleetQ.Repository.Tests.Tree;

/// <summary>A C# file with its syntax tree.</summary>
internal sealed record CSharpFile(string Path, string Text, CompilationUnitSyntax Syntax)
{
    private static readonly string[] ProductionFolders = ["sdk", "host", "plugins"];

    public static IReadOnlyList<CSharpFile> Production { get; } =
        [.. ProductionFolders.SelectMany(static folder => RepositoryFiles.Below(folder, ".cs")).Select(Parse)];

    public static IReadOnlyList<CSharpFile> Tests { get; } = [.. RepositoryFiles.Below("tests", ".cs").Select(Parse)];

    public static IReadOnlyList<CSharpFile> All { get; } = [.. Production, .. Tests];

    public IReadOnlyList<string> Lines { get; } = Text.Split('\n');

    public int LineCount => Text.EndsWith('\n') ? Lines.Count - 1 : Lines.Count;

    /// <summary>The names of the types that the file declares, nested ones included.</summary>
    public IReadOnlySet<string> TypeNames { get; } = NamesIn(Syntax, static node => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    });

    /// <summary>The names of the members of its types.</summary>
    public IReadOnlySet<string> MemberNames { get; } = NamesIn(Syntax, static node => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        EnumMemberDeclarationSyntax member => member.Identifier.Text,
        VariableDeclaratorSyntax variable => variable.Identifier.Text,
        ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } parameter => parameter.Identifier.Text,
        _ => null,
    });

    /// <summary>The place of a node, for a message.</summary>
    public string PlaceOf(SyntaxNode node) =>
        $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    private static HashSet<string> NamesIn(SyntaxNode syntax, Func<SyntaxNode, string?> nameOf) =>
        syntax.DescendantNodes().Select(nameOf).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static CSharpFile Parse(string path)
    {
        var text = RepositoryFiles.Read(path);
        return new CSharpFile(path, text, CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot());
    }
}
