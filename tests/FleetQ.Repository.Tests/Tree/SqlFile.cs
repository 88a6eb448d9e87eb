using System.Text.RegularExpressions;

namespace FleetQ.Repository.Tests.Tree;

/// <summary>A file below sql/.</summary>
internal sealed partial record SqlFile(string Path, string Text)
{
    public static IReadOnlyList<SqlFile> All { get; } =
        [.. RepositoryFiles.Below("sql", ".sql").Select(static path => new SqlFile(path, RepositoryFiles.Read(path)))];

    /// <summary>The folder below sql/.</summary>
    public string Engine => Path.Split('/')[1];

    /// <summary>Stage and name without the number of a part; null for a file that is no query.</summary>
    public string? Operation
    {
        get
        {
            var match = QueryPath().Match(Path);
            return match.Success ? $"{match.Groups["stage"].Value}/{match.Groups["name"].Value}" : null;
        }
    }

    /// <summary>The text without comments and without what stands in quotes.</summary>
    public string Code { get; } = Quoted().Replace(Comment().Replace(Text, ""), "''");

    public bool HasHeader => Text.StartsWith("-- ", StringComparison.Ordinal) && Text.Split('\n')[0].Length > 12;

    /// <summary>What a caller gives; the mark by which a change is read back is the session's own.</summary>
    public IEnumerable<string> Parameters => Parameter().Matches(Code)
        .Select(static match => match.Value)
        .Where(static name => name != ":token");

    public bool ContainsWord(string word)
    {
        var pattern = Regex.Escape(word).Replace(@"\ ", @"\s+", StringComparison.Ordinal);
        return Regex.IsMatch(Code, $@"(?<![\w.:]){pattern}(?!\w)");
    }

    [GeneratedRegex(
        @"^sql/\w+/queries/(?<stage>[a-z]+)/(?<name>[a-z]+(_[a-z]+)*)(\.\d){0,2}\.sql$", RegexOptions.ExplicitCapture)]
    private static partial Regex QueryPath();

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("'([^']|'')*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![:\w]):[a-z_]+\d*")]
    private static partial Regex Parameter();
}
