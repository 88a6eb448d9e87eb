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
    public IEnumerable<string> TypeNames => Syntax.DescendantNodes().Select(static node => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    }).OfType<string>();

    /// <summary>The names of its types and of their members.</summary>
    public IEnumerable<string> DeclaredNames => TypeNames.Concat(MemberNames);

    private IEnumerable<string> MemberNames => Syntax.DescendantNodes().Select(static node => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        EnumMemberDeclarationSyntax member => member.Identifier.Text,
        VariableDeclaratorSyntax variable => variable.Identifier.Text,
        ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } parameter => parameter.Identifier.Text,
        _ => null,
    }).OfType<string>();

    /// <summary>The place of a node, for a message.</summary>
    public string PlaceOf(SyntaxNode node) =>
        $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    private static CSharpFile Parse(string path)
    {
        var text = RepositoryFiles.Read(path);
        return new CSharpFile(path, text, CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot());
    }
}
