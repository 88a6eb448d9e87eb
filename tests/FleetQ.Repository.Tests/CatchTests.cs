using FleetQ.Repository.Tests.Tree;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FleetQ.Repository.Tests;

/// <summary>A catch-all stands around plugin code and at the top of a loop, and nowhere else.</summary>
public sealed class CatchTests
{
    /// <summary>Where catch-alls stand, how many, and why.</summary>
    private static readonly Dictionary<string, (int Count, string Reason)> Allowed = new(StringComparer.Ordinal)
    {
        ["host/FleetQ.Engine/Claiming/Claimer.cs"] = (1, "the claim loop"),
        ["host/FleetQ.Engine/Completion/ProgressWriter.cs"] = (1, "the progress loop: progress may be lost"),
        ["host/FleetQ.Engine/Dispatching/AttemptRunner.cs"] = (1, "around the runner of plugin code"),
        ["host/FleetQ.Engine/Dispatching/Dispatcher.cs"] = (1, "a step's own loop"),
        ["host/FleetQ.Engine/Loops/BatchWriter.cs"] = (1, "hands the failure to each caller of the batch"),
        ["host/FleetQ.Engine/Loops/ThreadPacer.cs"] = (1, "the top of a thread: hands the failure to who waits"),
        ["host/FleetQ.Engine/Membership/Beater.cs"] = (2, "the beat's loop, registered or not"),
        ["host/FleetQ.Engine/Membership/Reconciler.cs"] = (1, "the reconcile loop"),
        ["host/FleetQ.Engine/Reading/StepWatch.cs"] = (1, "the loop of long polls"),
        ["host/FleetQ.Engine/Recovery/RecoveryLoop.cs"] = (1, "the recovery loop"),
        ["host/FleetQ.Host/PluginReloads.cs"] = (1, "the loop that tells of plugins"),
        ["host/FleetQ.PluginHost/Isolation/PluginChild.cs"] = (1, "the loop that takes a child's frames"),
        ["host/FleetQ.PluginHost/Generations/Retirements.cs"] = (2, "a plugin's end, and what it hangs on its tokens"),
        ["host/FleetQ.PluginHost/Loading/LoadedPlugin.cs"] = (1, "a plugin's services are plugin code"),
        ["host/FleetQ.PluginHost/Loading/PluginLoader.cs"] = (3, "a plugin's types, set-up and constructors"),
        ["host/FleetQ.PluginHost/PluginCatalog.cs"] = (1, "the loop that looks at the folder"),
        ["host/FleetQ.PluginHost/Running/ArgumentReader.cs"] = (1, "a plugin's converters and constructors"),
        ["host/FleetQ.PluginHost/Running/ExceptionText.cs"] = (1, "the message of a plugin's exception"),
        ["host/FleetQ.PluginHost/Running/PluginStepRunner.cs"] = (2, "a plugin's handler and its services"),
        ["host/FleetQ.PluginHost/Running/ResultWriter.cs"] = (2, "a plugin's getters and converters"),
        ["host/FleetQ.PluginHost/Running/StepInvoker.cs"] = (1, "a plugin's constructors"),
        ["host/FleetQ.PluginProcess/PluginRuns.cs"] = (1, "around the runner of plugin code"),
        ["host/FleetQ.Storage.Postgres/PostgresAnnouncer.cs"] = (1, "the loop that tells of changes"),
        ["host/FleetQ.Storage.Postgres/PostgresChanges.cs"] = (1, "the loop that listens for changes"),
        ["host/FleetQ.Storage.Sqlite/SqliteChanges.cs"] = (1, "the loop that looks for changes"),
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
            .GroupBy(static found => found.File.Path, static found => found.File.PlaceOf(found.Clause))
            .Where(static file => file.Count() != Allowed.GetValueOrDefault(file.Key).Count)
            .SelectMany(static file => file));
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

    // A filter that names types, itself or in a method Is..., makes it a catch by type.
    private static bool IsCatchAll(CatchClauseSyntax clause) =>
        (clause.Declaration is null || clause.Declaration.Type.ToString() is "Exception" or "System.Exception")
        && !IsFilteredByType(clause.Filter);

    private static bool IsFilteredByType(CatchFilterClauseSyntax? filter) =>
        filter is not null
        && filter.DescendantNodes().Any(static node => node switch
        {
            IsPatternExpressionSyntax test => !IsNegation(test.Pattern),
            InvocationExpressionSyntax call => call.Expression.ToString().StartsWith("Is", StringComparison.Ordinal),
            _ => false,
        });

    private static bool IsNegation(PatternSyntax pattern) => pattern is UnaryPatternSyntax;
}
