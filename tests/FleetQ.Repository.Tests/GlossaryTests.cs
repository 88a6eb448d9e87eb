using System.Text.RegularExpressions;
using FleetQ.Repository.Tests.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FleetQ.Repository.Tests;

/// <summary>One word for each thing (docs/glossary.md).</summary>
public sealed partial class GlossaryTests
{
    private static readonly string[] EmptyEndings =
    [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Common", "Base", "Impl", "Data", "Info", "Wrapper",
    ];

    private static readonly string[] ForeignWords =
        ["worker", "workers", "job", "jobs", "enqueue", "enqueued", "dequeue", "requeue"];

    // The outer contract's names, which are final.
    private static readonly string[] ContractNames = ["StepsRequeued", "RequeuedSteps"];

    [Fact]
    public void A_type_name_ends_in_a_word_that_says_something()
    {
        Verdict.None("These names say nothing:", CSharpFile.All.SelectMany(static file => file.TypeNames
            .Where(static name => EmptyEndings.Any(ending => WordsOf(name).LastOrDefault() == ending))
            .Select(name => $"{file.Path}: {name}")));
    }

    [Fact]
    public void Code_uses_no_word_that_the_glossary_replaces()
    {
        Verdict.None("docs/glossary.md has another word for these:", CSharpFile.Production
            .Where(static file => !file.Path.StartsWith("plugins/", StringComparison.Ordinal))
            .SelectMany(static file => file.Syntax.DescendantTokens()
                .Where(static token => token.IsKind(SyntaxKind.IdentifierToken))
                .Select(static token => token.Text)
                .Where(IsForeign)
                .Select(name => $"{file.Path}: {name}")));
    }

    private static bool IsForeign(string identifier) =>
        !ContractNames.Contains(identifier, StringComparer.OrdinalIgnoreCase)
        && !IsOfTheFramework(identifier)
        && WordsOf(identifier).Any(static word => ForeignWords.Contains(word, StringComparer.OrdinalIgnoreCase));

    // Calls such as Queue<T>.Enqueue are the framework's names, not ours.
    private static bool IsOfTheFramework(string identifier) =>
        identifier is "Enqueue" or "Dequeue" or "TryDequeue" or "EnqueueRange";

    private static IEnumerable<string> WordsOf(string identifier) =>
        Word().Matches(identifier).Select(static match => match.Value);

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")]
    private static partial Regex Word();
}
