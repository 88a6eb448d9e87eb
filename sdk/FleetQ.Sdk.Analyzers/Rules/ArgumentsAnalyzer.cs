using System.Collections.Concurrent;
using System.Collections.Immutable;
using FleetQ.Sdk.Analyzers.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FleetQ.Sdk.Analyzers.Rules;

/// <summary>FLEETQ002: a handler's arguments have a type or a member that no JSON can be read into.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ArgumentsAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The rule's id.</summary>
    public const string Id = "FLEETQ002";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Arguments can be read from JSON",
        "The arguments of {0} cannot be read from JSON: '{1}' {2}",
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
            if (SdkTypes.Find(start.Compilation) is not { } sdk)
            {
                return;
            }

            var found = new ConcurrentBag<Diagnostic>();
            var changes = new ConcurrentBag<IOperation>();
            start.RegisterSymbolAction(
                symbol => Check((INamedTypeSymbol)symbol.Symbol, sdk, found), SymbolKind.NamedType);
            start.RegisterOperationAction(
                operation =>
                {
                    if (IsOwnJson((IPropertyReferenceOperation)operation.Operation, sdk))
                    {
                        changes.Add(operation.Operation);
                    }
                },
                OperationKind.PropertyReference);
            start.RegisterCompilationEndAction(end =>
            {
                // Converters of a plugin's own may read what nothing else can.
                foreach (var fault in changes.IsEmpty ? found : [])
                {
                    end.ReportDiagnostic(fault);
                }
            });
        });
    }

    private static bool IsOwnJson(IPropertyReferenceOperation reference, SdkTypes sdk) =>
        reference.Property.Name == "Json"
        && SymbolEqualityComparer.Default.Equals(reference.Property.ContainingType, sdk.Setup);

    private static void Check(INamedTypeSymbol handler, SdkTypes sdk, ConcurrentBag<Diagnostic> found)
    {
        if (handler.TypeKind != TypeKind.Class)
        {
            return;
        }

        foreach (var contract in sdk.InterfacesOf(handler))
        {
            foreach (var fault in JsonFaults.Find(contract.TypeArguments[0]))
            {
                // At the handler, where the arguments are chosen: their own file may belong to another assembly.
                found.Add(Diagnostic.Create(Rule, handler.Locations[0], handler.Name, fault.Place, fault.Reason));
            }
        }
    }
}
