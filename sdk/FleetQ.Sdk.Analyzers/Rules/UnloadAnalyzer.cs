using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FleetQ.Sdk.Analyzers.Rules;

/// <summary>FLEETQ005: something outside the plugin holds on to it, so that it can never be unloaded.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnloadAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The rule's id.</summary>
    public const string Id = "FLEETQ005";

    private static readonly HashSet<string> ProcessWide = new(StringComparer.Ordinal)
    {
        "System.AppDomain", "System.Runtime.Loader.AssemblyLoadContext",
    };

    private static readonly HashSet<string> Running = new(StringComparer.Ordinal)
    {
        "System.Threading.Timer", "System.Threading.ITimer", "System.Threading.PeriodicTimer",
        "System.Timers.Timer", "System.Threading.Thread",
    };

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A plugin leaves nothing behind that keeps it loaded",
        "{0} keeps the plugin in memory after an unload; {1}",
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
                start.RegisterSymbolStartAction(CheckEvents, SymbolKind.NamedType);
                start.RegisterSymbolAction(
                    static field => CheckStatic(field, ((IFieldSymbol)field.Symbol).Type), SymbolKind.Field);
                start.RegisterSymbolAction(CheckProperty, SymbolKind.Property);
                start.RegisterOperationAction(CheckCall, OperationKind.Invocation);
            }
        });
    }

    private static void CheckEvents(SymbolStartAnalysisContext context)
    {
        var added = new ConcurrentBag<(ISymbol Event, Location Location)>();
        var removed = new ConcurrentBag<ISymbol>();
        context.RegisterOperationAction(
            operation =>
            {
                var assignment = (IEventAssignmentOperation)operation.Operation;
                if (assignment.EventReference is not IEventReferenceOperation { Event: var subject }
                    || !IsOutside(subject, operation.Compilation))
                {
                    return;
                }

                if (assignment.Adds)
                {
                    added.Add((subject, assignment.Syntax.GetLocation()));
                }
                else
                {
                    removed.Add(subject);
                }
            },
            OperationKind.EventAssignment);
        context.RegisterSymbolEndAction(end =>
        {
            foreach (var (subject, location) in added)
            {
                if (!removed.Contains(subject, SymbolEqualityComparer.Default))
                {
                    var name = $"{subject.ContainingType.Name}.{subject.Name}";
                    end.ReportDiagnostic(Diagnostic.Create(
                        Rule, location, name, "unsubscribe in the Dispose of a singleton service"));
                }
            }
        });
    }

    private static bool IsOutside(IEventSymbol subject, Compilation compilation) =>
        !SymbolEqualityComparer.Default.Equals(subject.ContainingAssembly, compilation.Assembly)
        && (subject.IsStatic || ProcessWide.Contains(subject.ContainingType.ToDisplayString()));

    // A property that only computes its value holds nothing.
    private static void CheckProperty(SymbolAnalysisContext context)
    {
        var property = (IPropertySymbol)context.Symbol;
        var keepsValue = property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
        if (keepsValue)
        {
            CheckStatic(context, property.Type);
        }
    }

    private static void CheckStatic(SymbolAnalysisContext context, ITypeSymbol type)
    {
        if (context.Symbol.IsStatic && Running.Contains(type.OriginalDefinition.ToDisplayString()))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                context.Symbol.Locations[0],
                $"The static {type.Name} '{context.Symbol.Name}'",
                "make it part of a singleton service that disposes of it"));
        }
    }

    private static void CheckCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "Create"
            && call.TargetMethod.ContainingType.ToDisplayString()
                == "System.Runtime.InteropServices.PosixSignalRegistration")
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                call.Syntax.GetLocation(),
                "PosixSignalRegistration",
                "signals are the host's; a handler's token fires when the pod drains"));
        }
    }
}
