using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FleetQ.Sdk.Analyzers.Rules;

/// <summary>FLEETQ001: two handlers of one assembly serve the same task type; the host refuses the plugin.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateTaskTypeAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The rule's id.</summary>
    public const string Id = "FLEETQ001";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A task type has one handler",
        "'{0}' is served by {1} already; the host refuses a plugin with two handlers of one task type",
        "FleetQ",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RuleTexts.LinkOf(Id),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.RegisterCompilationStartAction(static start =>
        {
            if (SdkTypes.Find(start.Compilation) is not { } sdk)
            {
                return;
            }

            var bindings = new ConcurrentBag<TaskTypeBinding>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    foreach (var binding in sdk.BindingsOf((INamedTypeSymbol)symbol.Symbol))
                    {
                        bindings.Add(binding);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, bindings));
        });
    }

    private static void Report(CompilationAnalysisContext context, IEnumerable<TaskTypeBinding> bindings)
    {
        var taken = new Dictionary<string, TaskTypeBinding>(StringComparer.Ordinal);
        var inOrder = bindings
            .OrderBy(static binding => binding.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static binding => binding.Location.SourceSpan.Start);
        foreach (var binding in inOrder)
        {
            foreach (var name in binding.Names)
            {
                if (taken.TryGetValue(name, out var other))
                {
                    context.ReportDiagnostic(Diagnostic.Create(Rule, binding.Location, name, other.Type.Name));
                }
                else
                {
                    taken.Add(name, binding);
                }
            }
        }
    }
}
