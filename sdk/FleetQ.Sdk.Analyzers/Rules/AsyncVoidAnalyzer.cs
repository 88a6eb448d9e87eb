using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FleetQ.Sdk.Analyzers.Rules;

/// <summary>FLEETQ007: nobody can await an async void method; what it throws takes the host down.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncVoidAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The rule's id.</summary>
    public const string Id = "FLEETQ007";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "No method is async void",
        "{0} is async void: an exception in it ends the host's process, and no attempt waits for it; return a Task",
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
            if (SdkTypes.Find(start.Compilation) is not null)
            {
                start.RegisterSymbolAction(
                    static symbol => Check((IMethodSymbol)symbol.Symbol, symbol.ReportDiagnostic), SymbolKind.Method);
                start.RegisterOperationAction(
                    CheckFunction, OperationKind.AnonymousFunction, OperationKind.LocalFunction);
            }
        });
    }

    private static void CheckFunction(OperationAnalysisContext context)
    {
        var function = context.Operation is ILocalFunctionOperation local
            ? local.Symbol
            : ((IAnonymousFunctionOperation)context.Operation).Symbol;
        Check(function, context.ReportDiagnostic);
    }

    private static void Check(IMethodSymbol method, Action<Diagnostic> report)
    {
        if (method is { IsAsync: true, ReturnsVoid: true })
        {
            var name = method.MethodKind == MethodKind.AnonymousFunction ? "The lambda" : $"'{method.Name}'";
            report(Diagnostic.Create(Rule, method.Locations[0], name));
        }
    }
}
