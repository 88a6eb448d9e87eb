using FleetQ.Repository.Tests.Tree;

namespace FleetQ.Repository.Tests;

/// <summary>C# in the documentation is cut from files that compile.</summary>
public sealed class DocsCodeTests
{
    [Fact]
    public void Every_block_of_csharp_names_the_file_that_it_is_cut_from()
    {
        Verdict.None("Put '<!-- from path/of/file.cs -->' before the block:", MarkdownFile.All
            .SelectMany(static page => page.Blocks
                .Where(static block => block.Language is "csharp" or "cs" && block.Source.Length == 0)
                .Select(block => $"{page.Path}: {block.FirstLine}")));
    }

    [Fact]
    public void Every_block_equals_a_part_of_its_file()
    {
        var cut = MarkdownFile.All
            .SelectMany(static page => page.Blocks.Select(block => (page, block)))
            .Where(static entry => entry.block.Source.Length > 0)
            .ToList();

        Assert.NotEmpty(cut);
        Verdict.None("The file says something else:", cut.Where(static entry => !IsPartOf(entry.block))
            .Select(static entry => $"{entry.page.Path}: {entry.block.Source}: {entry.block.FirstLine}"));
    }

    private static bool IsPartOf(MarkdownBlock block) =>
        RepositoryFiles.Exists(block.Source)
        && Normalize(RepositoryFiles.Read(block.Source)).Contains(Normalize(block.Body), StringComparison.Ordinal);

    // A part of a class stands further left in the docs than in its file.
    private static string Normalize(string text)
    {
        var lines = text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0);
        return $"\n{string.Join('\n', lines)}\n";
    }
}
