using FleetQ.Repository.Tests.Tree;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FleetQ.Repository.Tests;

/// <summary>A catch-all stands around plugin code and at the top of a loop, and nowhere else.</summary>
public sealed class CatchTests
{
    /// <summary>Where a catch-all may stand, and why.</summary>
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["host/FleetQ.Engine/Claiming/Claimer.cs"] = "the claim loop",
        ["host/FleetQ.Engine/Completion/ProgressWriter.cs"] = "the progress loop: progress may be lost",
        ["host/FleetQ.Engine/Dispatching/AttemptRunner.cs"] = "around the runner of plugin code",
        ["host/FleetQ.Engine/Dispatching/Dispatcher.cs"] = "the top of each step's own loop",
        ["host/FleetQ.Engine/Loops/BatchWriter.cs"] = "hands the failure to each caller of the batch",
        ["host/FleetQ.Engine/Loops/ThreadPacer.cs"] = "the top of a thread; hands the failure to who waits for it",
        ["host/FleetQ.Engine/Membership/Beater.cs"] = "the beat's loop",
        ["host/FleetQ.Engine/Membership/Reconciler.cs"] = "the reconcile loop",
        ["host/FleetQ.Engine/Reading/StepWatch.cs"] = "the loop of long polls",
        ["host/FleetQ.Engine/Recovery/RecoveryLoop.cs"] = "the recovery loop",
    };

    private static IEnumerable<(CSharpFile File, CatchClauseSyntax Clause)> CatchAlls =>
        from file in CSharpFile.Production
        from clause in file.Syntax.DescendantNodes().OfType<CatchClauseSyntax>()
        where IsCatchAll(clause)
        select (file, clause);

    [Fact]
    public void Only_plugin_code_and_the_top_of_a_loop_stand_in_a_catch_all()
    {
        Verdict.None("Catch by type what you can answer, or argue for a new entry of the list:", CatchAlls
            .Where(static found => !Allowed.ContainsKey(found.File.Path))
            .Select(static found => found.File.PlaceOf(found.Clause)));
    }

    [Fact]
    public void Every_entry_of_the_list_is_in_use()
    {
        var used = CatchAlls.Select(static found => found.File.Path);

        Verdict.None("These files hold no catch-all any more:", Allowed.Keys.Except(used, StringComparer.Ordinal));
    }

    [Fact]
    public void No_exception_is_swallowed()
    {
        Verdict.None("An empty catch needs a comment that says why:", CSharpFile.Production
            .SelectMany(static file => file.Syntax.DescendantNodes().OfType<CatchClauseSyntax>()
                .Where(static clause => clause.Block.Statements.Count == 0 && !HasComment(clause.Block))
                .Select(file.PlaceOf)));
    }

    private static bool HasComment(BlockSyntax block) => block.ToFullString().Contains("//", StringComparison.Ordinal);

    // A filter that names types makes it a catch by type.
    private static bool IsCatchAll(CatchClauseSyntax clause) =>
        (clause.Declaration is null || clause.Declaration.Type.ToString() is "Exception" or "System.Exception")
        && !IsFilteredByType(clause.Filter);

    private static bool IsFilteredByType(CatchFilterClauseSyntax? filter) =>
        filter is not null
        && filter.DescendantNodes().OfType<IsPatternExpressionSyntax>().Any(static test => !IsNegation(test.Pattern));

    private static bool IsNegation(PatternSyntax pattern) => pattern is UnaryPatternSyntax;
}
