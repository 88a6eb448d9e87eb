using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FleetQ.Sdk.Analyzers.Rules;

/// <summary>FLEETQ009: a handler bears no task type and is never added in code, so no step ever reaches it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnboundHandlerAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The rule's id.</summary>
    public const string Id = "FLEETQ009";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A handler has a task type",
        "{0} implements IStepHandler but has no task type; add [StepHandler(\"task-type\")], or AddHandler it",
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
            if (SdkTypes.Find(start.Compilation) is not { Setup: { } setup } sdk)
            {
                return;
            }

            var unbound = new ConcurrentBag<INamedTypeSymbol>();
            var added = new ConcurrentBag<ISymbol>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    if (type is { TypeKind: TypeKind.Class, IsAbstract: false, IsGenericType: false }
                        && sdk.InterfacesOf(type).Any() && !sdk.BindingsOf(type).Any())
                    {
                        unbound.Add(type);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterOperationAction(
                operation =>
                {
                    var method = ((IInvocationOperation)operation.Operation).TargetMethod;
                    if (method is { Name: "AddHandler", Arity: 1 }
                        && SymbolEqualityComparer.Default.Equals(method.ContainingType, setup))
                    {
                        added.Add(method.TypeArguments[0]);
                    }
                },
                OperationKind.Invocation);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var type in unbound.Except(added, SymbolEqualityComparer.Default))
                {
                    end.ReportDiagnostic(Diagnostic.Create(Rule, type!.Locations[0], type.Name));
                }
            });
        });
    }
}
