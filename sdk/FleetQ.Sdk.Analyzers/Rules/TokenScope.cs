using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FleetQ.Sdk.Analyzers.Rules;

/// <summary>Finds the cancellation token that code could pass on.</summary>
internal static class TokenScope
{
    /// <summary>The nearest token parameter around an operation; null when none can be reached.</summary>
    public static IParameterSymbol? Find(IOperation operation, ISymbol owner, SdkTypes sdk)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            var function = around switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation local => local.Symbol,
                _ => null,
            };
            if (function is null)
            {
                continue;
            }

            if (TokenOf(function, sdk) is { } own)
            {
                return own;
            }

            if (function.IsStatic)
            {
                return null;
            }
        }

        return owner is IMethodSymbol method ? TokenOf(method, sdk) : null;
    }

    /// <summary>Whether an operation is awaited, with or without ConfigureAwait.</summary>
    public static bool IsAwaited(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
        {
            parent = parent.Parent;
        }

        return parent is IAwaitOperation;
    }

    public static IParameterSymbol? TokenOf(IMethodSymbol method, SdkTypes sdk) =>
        method.Parameters.FirstOrDefault(parameter => sdk.IsToken(parameter.Type));
}
