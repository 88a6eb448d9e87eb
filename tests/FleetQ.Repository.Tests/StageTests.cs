using FleetQ.Repository.Tests.Tree;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FleetQ.Repository.Tests;

/// <summary>Which folder of the engine may see which: the order of the stages is the order of a step's life.</summary>
public sealed class StageTests
{
    private const string Engine = "FleetQ.Engine";

    private static readonly string[] Foundation = ["Model", "Storage", "Telemetry", "Loops"];

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Model"] = [],
        ["Storage"] = ["Model"],
        ["Telemetry"] = ["Model"],
        ["Loops"] = ["Model", "Storage", "Telemetry"],
        ["Submission"] = [.. Foundation],
        ["Claiming"] = [.. Foundation, "Dispatching"],
        ["Dispatching"] = [.. Foundation, "Completion"],
        ["Completion"] = [.. Foundation],
        ["Recovery"] = [.. Foundation, "Leadership"],
        ["Leadership"] = [.. Foundation],
        ["Reading"] = [.. Foundation],
        ["Operating"] = [.. Foundation],
        ["Membership"] =
            [.. Foundation, "Submission", "Claiming", "Dispatching", "Completion", "Recovery", "Leadership",
                "Reading", "Operating"],
    };

    private static IEnumerable<CSharpFile> EngineFiles =>
        CSharpFile.Production.Where(static file => file.Path.StartsWith($"host/{Engine}/", StringComparison.Ordinal));

    [Fact]
    public void A_folder_of_the_engine_sees_only_what_its_stage_may_see()
    {
        Verdict.None("These edges are not in the table of allowed ones:", EngineFiles.SelectMany(ForbiddenEdges));
    }

    [Fact]
    public void Every_folder_of_the_engine_is_in_the_table()
    {
        var folders = EngineFiles.Select(FolderOf);

        Verdict.None("In no row of the table:", folders.Where(static folder => !Allowed.ContainsKey(folder)));
    }

    [Fact]
    public void The_engine_sees_nothing_of_fleetq_but_the_sdk()
    {
        var outside = EngineFiles.SelectMany(static file => NamesIn(file)
            .Where(static name => IsOf(name, "FleetQ") && !IsOf(name, Engine) && !IsOf(name, "FleetQ.Sdk"))
            .Select(name => $"{file.Path}: {name}"));

        Verdict.None("The engine must not know these:", outside);
    }

    private static IEnumerable<string> ForbiddenEdges(CSharpFile file)
    {
        var from = FolderOf(file);
        var allowed = Allowed.GetValueOrDefault(from, []);
        return NamesIn(file)
            .Select(FolderNamedBy)
            .OfType<string>()
            .Where(to => to != from && !allowed.Contains(to, StringComparer.Ordinal))
            .Select(to => $"{file.Path}: {from} -> {to}");
    }

    /// <summary>All names with a dot, for a parent's namespace needs no using.</summary>
    private static IEnumerable<string> NamesIn(CSharpFile file) =>
        file.Syntax.DescendantNodes(descendIntoTrivia: true)
            .Where(static node => node is QualifiedNameSyntax
                || (node is MemberAccessExpressionSyntax && IsOf(node.ToString(), Engine)))
            .Select(static node => node.ToString());

    private static string? FolderNamedBy(string name)
    {
        var parts = name.Split('.');
        var folder = IsOf(name, Engine) && parts.Length > 2 ? parts[2] : parts[0];
        return Allowed.ContainsKey(folder) ? folder : null;
    }

    private static string FolderOf(CSharpFile file) => file.Path.Split('/')[2];

    private static bool IsOf(string name, string root) =>
        name == root || name.StartsWith(root + ".", StringComparison.Ordinal);
}
