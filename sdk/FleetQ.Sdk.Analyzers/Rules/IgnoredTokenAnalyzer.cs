using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FleetQ.Sdk.Analyzers.Rules;

/// <summary>FLEETQ003: a handler waits, but nothing ever looks at its token.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredTokenAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The rule's id.</summary>
    public const string Id = "FLEETQ003";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A handler that waits uses its cancellation token",
        "{0} waits but never uses '{1}': a step that is cancelled, timed out or drained keeps its place until it ends",
        "FleetQ",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTexts.LinkOf(Id));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (SdkTypes.Find(start.Compilation) is { } sdk)
            {
                start.RegisterOperationBlockAction(block => Check(block, sdk));
            }
        });
    }

    private static void Check(OperationBlockAnalysisContext context, SdkTypes sdk)
    {
        if (context.OwningSymbol is not IMethodSymbol { Name: "HandleAsync" } method
            || !sdk.InterfacesOf(method.ContainingType).Any()
            || TokenScope.TokenOf(method, sdk) is not { } token)
        {
            return;
        }

        var all = context.OperationBlocks.SelectMany(static block => block.DescendantsAndSelf()).ToArray();
        var isUsed = all.OfType<IParameterReferenceOperation>().Any(
            reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, token));
        if (!isUsed && all.Any(Waits))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, token.Locations[0], method.ContainingType.Name, token.Name));
        }
    }

    private static bool Waits(IOperation operation) => operation is IAwaitOperation
        || (operation is IForEachLoopOperation { IsAsynchronous: true });
}
