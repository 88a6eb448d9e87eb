using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FleetQ.Sdk.Analyzers.Rules;

/// <summary>FLEETQ006: a handler blocks its thread until asynchronous work is done.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The rule's id.</summary>
    public const string Id = "FLEETQ006";

    private const string Tasks = "System.Threading.Tasks";
    private const string Awaiters = "System.Runtime.CompilerServices";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A handler awaits",
        "'{0}' blocks a thread of the pod until the task has ended; await it",
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
                start.RegisterOperationAction(
                    operation => CheckResult(operation, sdk), OperationKind.PropertyReference);
                start.RegisterOperationAction(operation => CheckCall(operation, sdk), OperationKind.Invocation);
            }
        });
    }

    private static void CheckResult(OperationAnalysisContext context, SdkTypes sdk)
    {
        var reference = (IPropertyReferenceOperation)context.Operation;
        if (reference.Property.Name == "Result" && IsTask(reference.Property.ContainingType)
            && sdk.IsInHandler(context.ContainingSymbol) && !HasEnded(reference.Instance, reference))
        {
            Report(context, "Result");
        }
    }

    private static void CheckCall(OperationAnalysisContext context, SdkTypes sdk)
    {
        var call = (IInvocationOperation)context.Operation;
        var owner = call.TargetMethod.ContainingType;
        var blocks = call.TargetMethod.Name switch
        {
            "Wait" or "WaitAll" or "WaitAny" => IsTask(owner),
            "GetResult" => IsAwaiter(owner),
            _ => false,
        };
        var task = (call.Instance as IInvocationOperation)?.Instance ?? call.Instance;
        if (blocks && sdk.IsInHandler(context.ContainingSymbol) && !HasEnded(task, call))
        {
            Report(context, call.TargetMethod.Name);
        }
    }

    private static void Report(OperationAnalysisContext context, string member) => context.ReportDiagnostic(
        Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), member));

    // The result of a task that was awaited before is at hand.
    private static bool HasEnded(IOperation? task, IOperation use)
    {
        var subject = SymbolOf(task);
        if (subject is null)
        {
            return false;
        }

        var root = use;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.Descendants().OfType<IAwaitOperation>().Any(wait =>
            wait.Syntax.SpanStart < use.Syntax.SpanStart
            && wait.Descendants().Any(part => SymbolEqualityComparer.Default.Equals(SymbolOf(part), subject)));
    }

    private static ISymbol? SymbolOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static bool IsTask(INamedTypeSymbol type) => type.Name is "Task" or "ValueTask"
        && type.ContainingNamespace.ToDisplayString() == Tasks;

    private static bool IsAwaiter(INamedTypeSymbol type) => type.Name.EndsWith("Awaiter", StringComparison.Ordinal)
        && type.ContainingNamespace.ToDisplayString() == Awaiters;
}
