using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace FleetQ.Sdk.Analyzers.Rules;

/// <summary>
/// FLEETQ010: a task type that a released plugin served, by its list TaskTypes.txt, has no handler any more.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RenamedTaskTypeAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The rule's id.</summary>
    public const string Id = "FLEETQ010";

    /// <summary>The file that lists the task types of released plugins, one a line; '#' starts a comment.</summary>
    public const string FileName = "TaskTypes.txt";

    /// <summary>The property of a diagnostic that holds the name that is not served.</summary>
    public const string LostName = "TaskType";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A renamed task type keeps its old name as an alias",
        "'{0}' stands in TaskTypes.txt, but no handler serves it: steps stored under it would wait for ever; {1}",
        "FleetQ",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTexts.LinkOf(Id),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var list = start.Options.AdditionalFiles.FirstOrDefault(static file => IsList(file.Path));
            if (list is null || SdkTypes.Find(start.Compilation) is not { } sdk)
            {
                return;
            }

            var bindings = new ConcurrentBag<TaskTypeBinding>();
            var inCode = new ConcurrentBag<string>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    foreach (var binding in sdk.BindingsOf((INamedTypeSymbol)symbol.Symbol))
                    {
                        bindings.Add(binding);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterOperationAction(
                operation =>
                {
                    if (FindName((IObjectCreationOperation)operation.Operation, sdk) is { } name)
                    {
                        inCode.Add(name);
                    }
                },
                OperationKind.ObjectCreation);
            start.RegisterCompilationEndAction(end => Report(end, list, [.. bindings], inCode));
        });
    }

    private static bool IsList(string path) =>
        path.EndsWith("/" + FileName, StringComparison.OrdinalIgnoreCase)
        || path.EndsWith("\\" + FileName, StringComparison.OrdinalIgnoreCase)
        || path.Equals(FileName, StringComparison.OrdinalIgnoreCase);

    // A binding that is made in Configure counts where its name is a constant.
    private static string? FindName(IObjectCreationOperation creation, SdkTypes sdk) =>
        SymbolEqualityComparer.Default.Equals(creation.Type, sdk.Attribute)
            ? creation.Arguments.FirstOrDefault()?.Value.ConstantValue.Value as string
            : null;

    private static void Report(
        CompilationAnalysisContext context,
        AdditionalText list,
        IReadOnlyList<TaskTypeBinding> bindings,
        IEnumerable<string> inCode)
    {
        if (list.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        var listed = text.Lines
            .Select(line => (Name: line.ToString().Split('#')[0].Trim(), Line: line))
            .Where(static entry => entry.Name.Length > 0)
            .ToArray();
        var known = new HashSet<string>(listed.Select(static entry => entry.Name), StringComparer.Ordinal);
        var served = new HashSet<string>(
            bindings.SelectMany(static one => one.Names).Concat(inCode), StringComparer.Ordinal);
        var candidates = bindings.Where(binding => !known.Contains(binding.TaskType)).ToArray();
        foreach (var (name, line) in listed.Where(entry => !served.Contains(entry.Name)))
        {
            context.ReportDiagnostic(candidates.Length == 1
                ? Renamed(name, candidates[0])
                : Diagnostic.Create(Rule, PlaceOf(list, text, line), name, "add it to the Aliases of its new name"));
        }
    }

    private static Diagnostic Renamed(string name, TaskTypeBinding candidate) => Diagnostic.Create(
        Rule,
        candidate.Location,
        ImmutableDictionary<string, string?>.Empty.Add(LostName, name),
        name,
        $"add it to the Aliases of '{candidate.TaskType}'");

    private static Location PlaceOf(AdditionalText list, SourceText text, TextLine line) =>
        Location.Create(list.Path, line.Span, text.Lines.GetLinePositionSpan(line.Span));
}
