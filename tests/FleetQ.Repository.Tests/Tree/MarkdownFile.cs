using System.Text.RegularExpressions;

namespace FleetQ.Repository.Tests.Tree;

/// <summary>A page of the documentation.</summary>
internal sealed partial record MarkdownFile(string Path, string Text)
{
    public static IReadOnlyList<MarkdownFile> All { get; } =
    [
        .. RepositoryFiles.All.Where(static path => path.EndsWith(".md", StringComparison.Ordinal))
            .Select(static path => new MarkdownFile(path, RepositoryFiles.Read(path))),
    ];

    public static MarkdownFile Of(string path) => All.Single(file => file.Path == path);

    /// <summary>The text without fenced blocks.</summary>
    public string Prose { get; } = Fence().Replace(Text, "");

    public int LineCount => Text.Split('\n').Length - 1;

    /// <summary>What stands between single backticks in the prose.</summary>
    public IEnumerable<string> CodeSpans =>
        CodeSpan().Matches(Prose).Select(static match => match.Groups["code"].Value);

    /// <summary>The fenced blocks with the language and the source named in a comment before them, if any.</summary>
    public IEnumerable<MarkdownBlock> Blocks => Fence().Matches(Text).Select(static match =>
        new MarkdownBlock(match.Groups["language"].Value, match.Groups["body"].Value, match.Groups["source"].Value));

    /// <summary>The targets of links, anchors cut off; links to elsewhere left out.</summary>
    public IEnumerable<(string Path, string Anchor)> LocalLinks =>
        from match in Link().Matches(CodeSpan().Replace(Prose, ""))
        let target = match.Groups["target"].Value
        where !target.Contains(':', StringComparison.Ordinal)
        let parts = target.Split('#')
        select (Resolve(parts[0]), parts.Length > 1 ? parts[1] : "");

    /// <summary>The anchors that the page's headings make.</summary>
    public IEnumerable<string> Anchors =>
        Heading().Matches(Prose).Select(static match => AnchorOf(match.Groups["title"].Value));

    private string Resolve(string target)
    {
        if (target.Length == 0)
        {
            return Path;
        }

        var folder = System.IO.Path.GetDirectoryName(Path) ?? "";
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(RepositoryFiles.Root, folder, target));
        return System.IO.Path.GetRelativePath(RepositoryFiles.Root, full).Replace('\\', '/');
    }

    private static string AnchorOf(string title) =>
        NoAnchorCharacter().Replace(title.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(
        @"(<!-- from (?<source>[^ ]+) -->\n+)?^```(?<language>[\w-]*)\n(?<body>.*?)^```$",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<!`)`(?<code>[^`\n]+)`(?!`)", RegexOptions.ExplicitCapture)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchorCharacter();
}

/// <summary>A fenced block of a page.</summary>
internal sealed record MarkdownBlock(string Language, string Body, string Source)
{
    public string FirstLine => Body.Split('\n')[0];
}
