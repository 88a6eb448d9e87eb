using System.Text.RegularExpressions;
using FleetQ.Repository.Tests.Tree;

namespace FleetQ.Repository.Tests;

/// <summary>Nothing about the machine that somebody worked on is part of the product.</summary>
public sealed partial class ProductionTextTests
{
    private static readonly string[] TextEndings =
    [
        ".cs", ".csproj", ".props", ".targets", ".md", ".sql", ".json", ".yaml", ".yml", ".txt", ".sln", ".sh",
        "Dockerfile", "fq", "run",
    ];

    private static IEnumerable<string> Texts => RepositoryFiles.All
        .Where(static path => TextEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
        .Where(static path => !path.EndsWith("packages.lock.json", StringComparison.Ordinal));

    [Fact]
    public void No_file_names_a_place_on_one_machine()
    {
        Verdict.None("These lines hold for one machine only:", Texts
            .Where(static path => Path.GetFileName(path) != $"{nameof(ProductionTextTests)}.cs")
            .SelectMany(static path => RepositoryFiles.Read(path).Split('\n').Index()
                .Where(static line => MachinePath().IsMatch(line.Item))
                .Select(line => $"{path}:{line.Index + 1}: {line.Item.Trim()}")));
    }

    [Fact]
    public void Text_files_end_lines_with_a_line_feed()
    {
        Verdict.None("Carriage returns:", Texts
            .Where(static path => !path.EndsWith(".sln", StringComparison.Ordinal))
            .Where(static path => RepositoryFiles.Read(path).Contains('\r', StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"(?<![\w.~-])/(work|home|root|Users)/\w|[A-Z]:\\Users\\", RegexOptions.IgnoreCase)]
    private static partial Regex MachinePath();
}
