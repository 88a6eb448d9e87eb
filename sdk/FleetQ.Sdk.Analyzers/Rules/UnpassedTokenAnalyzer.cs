using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FleetQ.Sdk.Analyzers.Rules;

/// <summary>FLEETQ004: an awaited call in a handler could take the token, and does not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnpassedTokenAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The rule's id.</summary>
    public const string Id = "FLEETQ004";

    /// <summary>The property of a diagnostic that holds the token's name.</summary>
    public const string TokenName = "Token";

    /// <summary>The property of a diagnostic that holds the name of the parameter that takes it.</summary>
    public const string ParameterName = "Parameter";

    /// <summary>The property of a diagnostic that is there when the token must be passed by name.</summary>
    public const string NeedsName = "ByName";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A handler passes its cancellation token on",
        "'{0}' can take '{1}'; pass it on, so that the wait ends with the attempt",
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
                start.RegisterOperationAction(operation => Check(operation, sdk), OperationKind.Invocation);
            }
        });
    }

    private static void Check(OperationAnalysisContext context, SdkTypes sdk)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!sdk.IsInHandler(context.ContainingSymbol) || !TokenScope.IsAwaited(call)
            || FindParameter(call, sdk) is not { } parameter
            || TokenScope.Find(call, context.ContainingSymbol, sdk) is not { } token)
        {
            return;
        }

        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(TokenName, token.Name)
            .Add(ParameterName, parameter)
            .Add(NeedsName, LeavesOutOthers(call, parameter) ? "yes" : null);
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, call.Syntax.GetLocation(), properties, call.TargetMethod.Name, token.Name));
    }

    private static bool LeavesOutOthers(IInvocationOperation call, string parameter) => call.Arguments.Any(
        argument => argument.ArgumentKind == ArgumentKind.DefaultValue && argument.Parameter?.Name != parameter);

    // The parameter of the method, left out, or of an overload that is alike but for it.
    private static string? FindParameter(IInvocationOperation call, SdkTypes sdk)
    {
        var method = call.TargetMethod;
        if (TokenScope.TokenOf(method, sdk) is { } own)
        {
            var argument = call.Arguments.FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(
                one.Parameter?.OriginalDefinition, own.OriginalDefinition));
            return argument?.ArgumentKind == ArgumentKind.DefaultValue ? own.Name : null;
        }

        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            var overload = type.GetMembers(method.Name).OfType<IMethodSymbol>()
                .FirstOrDefault(other => IsSameWithToken(method, other, sdk));
            if (overload is not null)
            {
                return overload.Parameters.Last().Name;
            }
        }

        return null;
    }

    private static bool IsSameWithToken(IMethodSymbol method, IMethodSymbol other, SdkTypes sdk)
    {
        var plain = method.ReducedFrom ?? method;
        if (other.Parameters.Length != plain.Parameters.Length + 1 || other.Arity != method.Arity
            || other.IsStatic != plain.IsStatic || other.DeclaredAccessibility < plain.DeclaredAccessibility
            || !sdk.IsToken(other.Parameters.Last().Type))
        {
            return false;
        }

        return plain.OriginalDefinition.Parameters
            .Zip(other.OriginalDefinition.Parameters, static (one, two) => AreAlike(one.Type, two.Type))
            .All(static alike => alike);
    }

    // The type parameters of two methods are never equal; their places are.
    private static bool AreAlike(ITypeSymbol one, ITypeSymbol two) =>
        SymbolEqualityComparer.Default.Equals(one, two) || one.ToDisplayString() == two.ToDisplayString();
}
