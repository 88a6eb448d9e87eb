using System.Text.RegularExpressions;
using FleetQ.Repository.Tests.Tree;

namespace FleetQ.Repository.Tests;

/// <summary>What the documentation names exists.</summary>
public sealed partial class DocsTests
{
    private const int ReadmeLinesMax = 120;

    private static readonly string[] Folders =
        ["docs", "host", "sdk", "plugins", "tests", "sql", "docker", "samples", ".ci"];

    // Types of the framework and of libraries that the pages name.
    private static readonly HashSet<string> Foreign = new(
        [
            "TimeProvider", "AssemblyVersion", "EnableDynamicLoading", "PackageReference", "FleetQPlugin",
            "FleetQContract", "NaN", "FleetQ",
        ],
        StringComparer.Ordinal);

    private static HashSet<string> Names { get; } = CSharpFile.All
        .SelectMany(static file => file.TypeNames.Concat(file.MemberNames))
        .ToHashSet(StringComparer.Ordinal);

    // A page beside a plugin or the SQL is documentation too; the changelog tells of the past.
    private static IEnumerable<MarkdownFile> Pages =>
        MarkdownFile.All.Where(static page => page.Path != "CHANGELOG.md");

    [Fact]
    public void The_readme_fits_in_120_lines()
    {
        Assert.InRange(MarkdownFile.Of("README.md").LineCount, 1, ReadmeLinesMax);
    }

    [Fact]
    public void Every_link_leads_somewhere()
    {
        Verdict.None("Broken links:", MarkdownFile.All.SelectMany(static page => page.LocalLinks
            .Where(static link => !Leads(link))
            .Select(link => $"{page.Path} -> {link.Path}{(link.Anchor.Length > 0 ? "#" : "")}{link.Anchor}")));
    }

    [Fact]
    public void Every_path_in_the_docs_exists()
    {
        Verdict.None("No such file or folder:", Pages.SelectMany(static page => page.CodeSpans
            .Where(IsPath).Where(static path => !RepositoryFiles.Exists(path.TrimEnd('/')))
            .Select(path => $"{page.Path}: {path}")));
    }

    [Fact]
    public void Every_type_and_member_in_the_docs_exists()
    {
        Verdict.None("Nothing has this name:", Pages.SelectMany(static page => page.CodeSpans
            .Where(static code => !IsKnown(code))
            .Select(code => $"{page.Path}: {code}")));
    }

    [Fact]
    public void Every_verb_of_fq_in_the_docs_exists()
    {
        var verbs = VerbsIn(Verb(), RepositoryFiles.Read("fq")).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("run", verbs);
        Verdict.None("fq has no such verb:", MarkdownFile.All.SelectMany(page => VerbsIn(Call(), page.Text)
            .Where(verb => !verbs.Contains(verb))
            .Select(verb => $"{page.Path}: ./fq {verb}")));
    }

    [Fact]
    public void Every_feature_that_is_done_names_its_proof()
    {
        var rows = DoneRow().Matches(RepositoryFiles.Read("docs/features.md"))
            .Select(static match => match.Value).ToList();

        Assert.NotEmpty(rows);
        Verdict.None("A row is done when a test or a command proves it:", rows.Where(static row => !NamesTests(row)));
    }

    [Fact]
    public void Every_page_of_the_docs_is_linked()
    {
        var linked = MarkdownFile.All
            .SelectMany(static page => page.LocalLinks)
            .Select(static link => link.Path)
            .ToHashSet(StringComparer.Ordinal);

        Verdict.None("Nobody finds these:", RepositoryFiles.Below("docs", ".md").Where(path => !linked.Contains(path)));
    }

    private static bool Leads((string Path, string Anchor) link) =>
        RepositoryFiles.Exists(link.Path)
        && (link.Anchor.Length == 0
            || MarkdownFile.Of(link.Path).Anchors.Contains(link.Anchor, StringComparer.Ordinal));

    private static bool NamesTests(string row) =>
        new MarkdownFile("", row).CodeSpans.Any(static code => TestType().IsMatch(code));

    private static IEnumerable<string> VerbsIn(Regex pattern, string text) =>
        pattern.Matches(text).Select(static match => match.Groups["verb"].Value);

    private static bool IsPath(string code) =>
        Folders.Contains(code.Split('/')[0], StringComparer.Ordinal) && code.Contains('/', StringComparison.Ordinal)
        && code.IndexOfAny(['*', '<', '{', ' ']) < 0 && !code.Contains("NNNN", StringComparison.Ordinal);

    private static bool IsKnown(string code)
    {
        var match = DottedName().Match(code);
        var name = match.Groups["name"].Value;
        var member = match.Groups["member"].Value;
        return !match.Success
            || IsFileOrProject(code)
            || Foreign.Contains(name)
            || (member.Length == 0 ? Names.Contains(name) : HasMember(name, member));
    }

    private static bool HasMember(string type, string member) => CSharpFile.All.Any(file =>
        file.TypeNames.Contains(type) && file.MemberNames.Contains(member));

    private static bool IsFileOrProject(string code) =>
        RepositoryFiles.Exists(code) || RepositoryFiles.All.Any(path => Path.GetFileName(path) == $"{code}.csproj");

    // Two words at least in the first name, so that a word of prose in backticks is not taken for a type.
    [GeneratedRegex(
        @"^(?<name>[A-Z]+[a-z0-9]+([A-Z]+[a-z0-9]*)+)(<[\w, ]+>)?(\.(?<member>\w+))?(\(.*\))?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex DottedName();

    [GeneratedRegex(@"^\| (?!feature \|)[^-].*\|$", RegexOptions.Multiline)]
    private static partial Regex DoneRow();

    [GeneratedRegex(@"^\w+(Tests|Conformance)(\.\w+)?$")]
    private static partial Regex TestType();

    [GeneratedRegex(@"^    (?<verb>[a-z]+)\)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\./fq (?<verb>[a-z]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Call();
}
