using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FleetQ.Sdk.Analyzers.Rules;

/// <summary>FLEETQ008: a plugin ends the process that other plugins run in too.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProcessEndAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The rule's id.</summary>
    public const string Id = "FLEETQ008";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A plugin does not end its host",
        "Environment.{0} ends the host with all steps that it runs; return StepResult.Fail, or throw",
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
                start.RegisterOperationAction(Check, OperationKind.Invocation);
            }
        });
    }

    private static void Check(OperationAnalysisContext context)
    {
        var method = ((IInvocationOperation)context.Operation).TargetMethod;
        if (method.Name is "Exit" or "FailFast" && method.ContainingType.ToDisplayString() == "System.Environment")
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), method.Name));
        }
    }
}
